#!/bin/sh
# pack.sh TUNES.json NEGATIVES.npy REAL.npy UNLABELLED.npy (parts of a collection): what goes to a lent machine, as .lent1 … .lent4 in the repository's root, each within 45 MB.
set -e
tunes=$1 negatives=$2 real=$3 unlabelled=$4 here=$(dirname "$0") root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
python=${PYTHON:-python3} base=$(mktemp -d)
trap 'rm -rf "$base"' EXIT
cd "$root"
for load in 1 2 3 4; do mkdir -p .lent$load; done
mkdir -p "$base/libs" "$base/wheels" "$base/bin" "$base/deb"

# FluidSynth with all it needs, but what every system has; a font of 20 MB; libsndfile for Python 3.12.
fluidsynth=$(ldconfig -p | awk '/libfluidsynth.so.3/ {print $NF; exit}')
for file in "$fluidsynth" $(ldd "$fluidsynth" | awk '$3 ~ /^\// {print $3}' | grep -vE '/(libc|libm|libpthread|libdl|librt|libgcc_s|libstdc\+\+)\.so'); do cp -L "$file" "$base/libs/"; done
(cd "$base/deb" && apt-get download -q fluidr3mono-gm-soundfont && dpkg -x ./*.deb x && mv x/usr/share/fluidr3mono-gm-soundfont/FluidR3Mono_GM.sf3 "$base/" && rm -r x ./*.deb)
"$python" -m pip download -q --no-deps --only-binary=:all: --python-version 3.12 --implementation cp --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64 \
    --platform manylinux2014_x86_64 -d "$base/wheels" soundfile==0.14.0 cffi pycparser
cp "$here/ffmpeg" "$base/bin/" && cp "$tunes" "$base/tunes.json"
tar cJf .lent1/base.tar.xz -C "$base" .

"$python" "$here/packing.py" pack "$negatives" .lent1/train-1.npz 110
"$python" "$here/packing.py" pack "$unlabelled" .lent1/unlabelled-1.npz 50 # to begin with
cp /usr/share/sounds/sf3/MuseScore_General_Lite.sf3 .lent2/
"$python" "$here/packing.py" pack "$real" .lent3/train-2.npz 480
"$python" "$here/packing.py" pack "$unlabelled" .lent4/unlabelled-2.npz 480
du -sh .lent*
