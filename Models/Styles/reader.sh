#!/usr/bin/env bash
# Makes the dance reader, Models/dance-reader.bin, from nothing: renders labelled performances, tracks them with the built
# program, trains on the training tunes, judges on the development tunes, and enters the reader in the catalogue. Then
# build again, run Tests/Golden/readers/make.py, and make the default head anew (train.sh).
#
#   Models/Styles/reader.sh VERSION TUNES.json [WORK]      as clips.sh, and EPOCHS=28
set -euo pipefail
version=${1:?usage: reader.sh VERSION TUNES.json [WORK]}
source "$(dirname "$0")/clips.sh" "${@:2}"
"$python" -m neckentrain dances --database "$database" --labels "$work/train.csv" \
  --with-pieces "$work/train-pieces.csv" --held-back "$work/dev.csv" \
  --work "$work" --epochs "${EPOCHS:-28}" --workers "${JOBS:-2}" --version "$version"
