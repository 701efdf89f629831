# Sourced by reader.sh and train.sh: labelled performances, rendered where they are missing, and tracked with the built program.
#
#   source clips.sh TUNES.json [WORK]      PYTHON=venv/bin/python NECKENML=.build/release/neckenml JOBS=2 NO_RENDER=
#
# Rendered audio is kept; recordings are tracked anew when a model or the program has changed.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tunes=${1:?usage: TUNES.json [WORK]}
work=${2:-/tmp/neckenml-styles}
python=${PYTHON:-python3}
neckenml=${NECKENML:-$root/.build/release/neckenml}
database=$work/styles.sqlite
export PYTHONPATH=$root/Models/Training OMP_NUM_THREADS=1

# Clips of each dance, and of other music, in helpings that were added one after the other (their numbers begin anew at
# 1000). Training has both: tempi as dancers have them, and all that are seen. Written pieces that are no dances are more other music.
render() {
  "$python" -m neckentrain styles --tunes "$tunes" --split "$1" --count "$2" --others "$3" --out "$work/$4" "${@:5}"
}
if [ -z "${NO_RENDER:-}" ]; then
  render train 60 130 any --any-tempo
  render train 100 170 any2 --any-tempo --first 1000
  render train 110 200 train
  render train 150 260 train2 --first 1000
  render train 100 170 any3 --any-tempo --first 4000
  render train 230 400 train3 --first 4000
  render train 0 450 pieces --pieces
  render train 0 330 pieces2 --pieces --first 1000
  render dev 0 120 pieces-dev --pieces
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
together train train2 train3 any any2 any3 > "$work/train.csv"
together train train2 train3 any any2 any3 pieces pieces2 > "$work/train-pieces.csv"
together pieces-dev > "$work/dev-pieces.csv"
together dev dev2 dev3 > "$work/dev.csv"
together test test2 test3 > "$work/test.csv"

# Only the audio that the labels name; file names say nothing of the dance.
"$neckenml" analyze --resume --no-embedding --no-built-in-head --jobs "${JOBS:-2}" --database "$database" \
  "$work"/{train,train2,train3,any,any2,any3,pieces,pieces2,pieces-dev,dev,dev2,dev3,test,test2,test3} > "$work/analyze.txt"
