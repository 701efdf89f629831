#!/bin/bash
# begin.sh ASKED SECONDS: unpacks the first load, starts renderers and training in sessions of their own, and returns.
# ASKED: the clock (seconds since 1970) when the machine was asked for; training ends SECONDS later.
asked=$1 seconds=$2 g=/tmp/g
mkdir -p $g/data $g/out $g/log /usr/share/sounds/sf2 /usr/share/sounds/sf3
tar xJf .lent1/base.tar.xz -C $g
cp -r Models/Training $g/Training
cp .lent1/*.npz $g/
cp $g/FluidR3Mono_GM.sf3 /usr/share/sounds/sf2/FluidR3_GM.sf2
python3 -m pip install -q --no-index --no-deps --no-compile --no-cache-dir --upgrade --target $g/site $g/wheels/*.whl
export PYTHONPATH=$g/site
for number in $(seq 0 13); do
    LD_LIBRARY_PATH=$g/libs PATH=$g/bin:$PATH OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
        setsid nohup python3 $g/Training/lent/renderer.py $number $g/data $g/tunes.json > $g/log/renderer$number 2>&1 &
done
for load in train-1 unlabelled-1; do python3 $g/Training/lent/packing.py unpack $g/$load.npz $g/data $load; done

cat > $g/train.sh <<S
while [ \$(ls $g/data/train-*.npy | grep -vc part) -lt 29 ]; do sleep 1; done # two parts of every renderer
python3 $g/Training/lent/trainer.py $g/data $g/out \$(( $asked + $seconds - \$(date +%s) ))
date
touch $g/finished
S
setsid nohup bash $g/train.sh > $g/log/train 2>&1 &
sleep 8
date
tail -n 2 $g/log/*
