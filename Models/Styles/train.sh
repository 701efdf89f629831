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

# Clips of each dance, and of other music. Training has both: tempi as dancers have them, and all that are seen.
render() {
  "$python" -m neckentrain styles --tunes "$tunes" --split "$1" --count "$2" --others "$3" --out "$work/$4" "${@:5}"
}
if [ -z "${NO_RENDER:-}" ]; then
  render train "${ANY_CLIPS:-60}" 130 any --any-tempo
  render train "${TRAIN_CLIPS:-110}" 200 train
  render dev 12 40 dev
  render test 24 60 test
fi
{ cat "$work/train/labels.csv"; tail -n +2 "$work/any/labels.csv"; } > "$work/train.csv"

# Only the audio that the labels name; file names say nothing of the dance.
"$neckenml" analyze --resume --no-embedding --no-built-in-head --jobs "${JOBS:-2}" --database "$database" \
  "$work/train" "$work/any" "$work/dev" "$work/test" > "$work/analyze.txt"

"$neckenml" train --only-rhythm --name default --database "$database" --labels "$work/train.csv" \
  --held-back "$work/dev/labels.csv" --output "$work/style-head.json"
cp "$work/style-head.json" "$root/Models/style-head.json"
"$python" "$root/Models/Styles/enter.py" "$root/Models"

for split in dev test; do
  "$neckenml" evaluate styles "$work/$split/labels.csv" --database "$database" --head "$work/style-head.json" \
    > "$work/$split.txt"
  "$neckenml" evaluate styles "$work/$split/labels.csv" --database "$database" --head "$work/style-head.json" \
    --json > "$work/$split.json"
done
"$python" "$root/Models/Styles/report.py" "$work" "$root/Docs/Benchmarks.md" "$root/Models/catalog.json"
cat "$work/test.txt"
