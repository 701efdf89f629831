#!/usr/bin/env bash
# Makes the default head, Models/style-head.json, from nothing: renders labelled performances, tracks them with
# the built program, trains on the training tunes, chooses and calibrates on the development tunes, enters the
# head in the catalogue, and judges it once on the test tunes (unseen tunes, unseen sound font).
#
# Rendered audio is kept and only what is missing is rendered; recordings are tracked anew when the beat network
# or the program has changed. Run it again after every change of those, then build again.
#
#   Models/Styles/train.sh TUNES.json [WORK]      PYTHON=venv/bin/python NECKENML=.build/release/neckenml JOBS=2
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
tunes=${1:?usage: train.sh TUNES.json [WORK]}
work=${2:-/tmp/neckenml-styles}
python=${PYTHON:-python3}
neckenml=${NECKENML:-$root/.build/release/neckenml}
database=$work/styles.sqlite
export PYTHONPATH=$root/Models/Training OMP_NUM_THREADS=1

# Clips of each dance, and of other music, in helpings that were added one after the other (their numbers begin anew at
# 1000). Training has both: tempi as dancers have them, and all that are seen.
render() {
  "$python" -m neckentrain styles --tunes "$tunes" --split "$1" --count "$2" --others "$3" --out "$work/$4" "${@:5}"
}
if [ -z "${NO_RENDER:-}" ]; then
  render train 60 130 any --any-tempo
  render train 100 170 any2 --any-tempo --first 1000
  render train 110 200 train
  render train 150 260 train2 --first 1000
  render dev 12 40 dev
  render dev 48 100 dev2 --first 1000
  render dev 60 120 dev3 --first 2000
  render test 24 60 test
  render test 36 100 test2 --first 1000
  render test 100 240 test3 --first 2000
fi
# The parts' tables of labels as one.
together() {
  head -n 1 "$work/$1/labels.csv"
  for part in "$@"; do tail -n +2 "$work/$part/labels.csv"; done
}
together train train2 any any2 > "$work/train.csv"
together dev dev2 dev3 > "$work/dev.csv"
together test test2 test3 > "$work/test.csv"

# Only the audio that the labels name; file names say nothing of the dance.
"$neckenml" analyze --resume --no-embedding --no-built-in-head --jobs "${JOBS:-2}" --database "$database" \
  "$work"/{train,train2,any,any2,dev,dev2,dev3,test,test2,test3} > "$work/analyze.txt"

"$neckenml" train --only-rhythm --name default --database "$database" --labels "$work/train.csv" \
  --held-back "$work/dev.csv" --output "$work/style-head.json"
cp "$work/style-head.json" "$root/Models/style-head.json"
"$python" "$root/Models/Styles/enter.py" "$root/Models"

for split in dev test; do
  "$neckenml" evaluate styles "$work/$split.csv" --database "$database" --head "$work/style-head.json" \
    > "$work/$split.txt"
  "$neckenml" evaluate styles "$work/$split.csv" --database "$database" --head "$work/style-head.json" \
    --json > "$work/$split.json"
done
"$python" "$root/Models/Styles/report.py" "$work" "$root/Docs/Benchmarks.md" "$root/Models/catalog.json"
cat "$work/test.txt"
