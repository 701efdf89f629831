#!/usr/bin/env bash
# Makes the virtual environment of the programs neckenml is compared with. Safe to run again.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
home=${1:-$root/.build/benchmark-peers}
done_mark=$home/installed-2
[ -e "$done_mark" ] && exit 0

here=$(cd "$(dirname "$0")" && pwd)

# What the peers need beyond scripts/setup.sh: a Python that madmom can live with, and a compiler for it.
missing=()
for package in python3-venv python3-dev gcc g++; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
python=
for candidate in python3.11 python3.10 python3.9 python3; do
  if "$candidate" - 2>/dev/null <<'CHECK'
import os, sys, sysconfig, ensurepip
sys.exit(not ((3, 9) <= sys.version_info[:2] <= (3, 11) and os.path.exists(sysconfig.get_path("include") + "/Python.h")))
CHECK
  then
    python=$candidate
    break
  fi
done
if [ -z "$python" ] && [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ]; then
  echo "benchmark: installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  python=python3
fi
if [ -z "$python" ]; then
  echo "benchmark: madmom needs Python 3.9 to 3.11 with venv and headers; install ${missing[*]:-such a Python}" >&2
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
cp "$here/peers/sitecustomize.py" "$site/sitecustomize.py"
# MusiCNN as its authors have it; the program's own conversion computes part of it in another way.
"$home/bin/pip" download --quiet --disable-pip-version-check --no-deps -d "$source" "musicnn==0.1.0"
"$home/bin/python" "$here/peers/musicnn_network.py" "$source/musicnn-0.1.0-py3-none-any.whl" "$home/musicnn.onnx"
"$home/bin/python" -c 'import madmom, librosa, onnxruntime' && touch "$done_mark"
