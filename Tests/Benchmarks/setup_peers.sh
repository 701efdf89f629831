#!/usr/bin/env bash
# Makes the virtual environment of the programs neckenml is compared with. Safe to run again.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
home=${1:-$root/.build/benchmark-peers}
done_mark=$home/installed-1
[ -e "$done_mark" ] && exit 0

python=
for candidate in python3.11 python3.10 python3.9 python3; do
  if "$candidate" -c 'import sys, venv; sys.exit(not (3, 9) <= sys.version_info[:2] <= (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "benchmark: madmom needs Python 3.9 to 3.11 with venv; install python3-venv and python3-dev" >&2
  exit 1
fi
"$python" -m venv "$home"
pip=("$home/bin/pip" install --quiet --disable-pip-version-check)
# madmom 0.16.1 wants an old NumPy, Cython before 3, and to be compiled with what is installed here.
"${pip[@]}" "numpy==1.23.5" "scipy<1.12" "Cython<3" "setuptools<66" wheel mido
"${pip[@]}" "numpy==1.23.5" "librosa==0.10.2.post1" soundfile
# Says that it wants a newer NumPy, and does not.
"${pip[@]}" --no-deps "onnxruntime==1.17.3"
# Its C files were made for Python 3.7; without them they are made anew.
source=$(mktemp -d)
trap 'rm -rf "$source"' EXIT
"$home/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-binary :all: \
  -d "$source" "madmom==0.16.1"
tar -xzf "$source/madmom-0.16.1.tar.gz" -C "$source"
find "$source/madmom-0.16.1" -name '*.c' -delete
"${pip[@]}" --no-build-isolation --no-deps "$source/madmom-0.16.1"
site=$("$home/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
cp "$(dirname "$0")/peers/sitecustomize.py" "$site/sitecustomize.py"
"$home/bin/python" -c 'import madmom, librosa, onnxruntime' && touch "$done_mark"
