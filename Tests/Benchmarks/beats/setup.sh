#!/usr/bin/env bash
# What `make benchmark-beats` needs beside the peers of `setup_peers.sh`: more beat trackers, and the
# generator of test tunes. Safe to run again.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
"$here/../setup_peers.sh"
peers=$root/.build/benchmark-peers
[ -e "$peers/beats-1" ] || {
  # It asks for a newer NumPy than madmom can live with, and works with that one.
  "$peers/bin/pip" install --quiet --disable-pip-version-check --no-deps "essentia==2.1b6.dev1389"
  "$peers/bin/pip" install --quiet --disable-pip-version-check pyyaml six
  touch "$peers/beats-1"
}
missing=()
for package in abcmidi aubio-tools libfluidsynth3 fluid-soundfont-gm musescore-general-soundfont-small timgm6mb-soundfont ffmpeg; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "benchmark: installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
    echo "benchmark: could not install ${missing[*]}; install them as an administrator and run this again" >&2
    exit 1
  }
fi
training=$root/.build/benchmark-training
[ -e "$training/installed-1" ] && exit 0
python3 -m venv "$training"
"$training/bin/pip" install --quiet --disable-pip-version-check -r "$root/Models/Training/requirements.txt"
touch "$training/installed-1"
