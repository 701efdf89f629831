#!/usr/bin/env bash
# A synthetic voice that tells the beginning of a tale (our own words), for tests that speech has no beat.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
voice=$(mktemp --suffix .wav)
trap 'rm -f "$voice"' EXIT
espeak-ng -v sv -w "$voice" "Det var en gång en spelman som gick över fjället med sin fiol. Han mötte ett troll, och trollet sade: spela för mig, så ska du få guld. Spelmannen tänkte länge på saken, men sedan satte han sig på en sten och spelade hela natten, tills solen gick upp över dalen och trollet blev till sten."
ffmpeg -v error -y -i "$voice" -t 16 -ac 1 -ar 16000 -c:a libvorbis -q:a 1 "$here/swedish.ogg"
