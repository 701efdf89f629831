#!/bin/bash
# join.sh LOAD: takes a later load in, and says how things go.
g=/tmp/g
export PYTHONPATH=$g/site
if [ -f "$1"/MuseScore_General_Lite.sf3 ]; then
    cp "$1"/*.sf3 /usr/share/sounds/sf3/arriving
    mv /usr/share/sounds/sf3/arriving /usr/share/sounds/sf3/MuseScore_General_Lite.sf3
fi
for file in "$1"/*.npz; do
    [ -f "$file" ] && python3 $g/Training/lent/packing.py unpack "$file" $g/data "$(basename "$file" .npz)"
done
date
tail -n 3 $g/log/train
grep -l Error $g/log/* && tail -n 5 $g/log/*
[ -n "$OUT" ] && cp $g/out/*.pt "$OUT"/
true
