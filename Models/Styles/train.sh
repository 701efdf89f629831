#!/usr/bin/env bash
# Makes the default head, Models/style-head.json, from nothing: renders labelled performances, tracks them with
# the built program, trains on the training tunes, chooses and calibrates on the development tunes, enters the
# head in the catalogue, and judges it once on the test tunes (unseen tunes, unseen sound font).
#
# Run it again after every change of the beat network, a reader or the tracker, then build again.
#
#   Models/Styles/train.sh TUNES.json [WORK]      as clips.sh
set -euo pipefail
source "$(dirname "$0")/clips.sh" "$@"

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
