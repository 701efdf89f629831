#!/usr/bin/env bash
# Makes the recordings in this folder: a second of 440 Hz, amplitude 0.5 on the left and 0.25 on the
# right, in every format that neckenml reads and does not write itself. needs ffmpeg.
set -euo pipefail
cd "$(dirname "$0")"
tone='aevalsrc=0.5*sin(2*PI*440*t)|0.25*sin(2*PI*440*t)'

make() { ffmpeg -v error -y -f lavfi -i "$1:d=1:s=${2}" -map_metadata -1 -fflags +bitexact "${@:3}"; }

make "$tone" 8000 -c:a flac -sample_fmt s16 tone.flac
make "$tone" 8000 -c:a pcm_s16be -ac 1 tone.aiff
make "$tone" 44100 -c:a libvorbis tone.ogg
make "$tone" 48000 -c:a libopus -b:a 64k tone.opus
make "$tone" 44100 -c:a libmp3lame -b:a 64k tone.mp3
make "$tone" 44100 -c:a aac -b:a 64k tone.m4a
make "$tone" 44100 -c:a aac -b:a 64k -f adts tone.aac
make "$tone" 8000 -c:a alac -sample_fmt s16p alac.m4a
make "$tone" 44100 -c:a wmav2 -b:a 64k tone.wma
make "$tone" 44100 -c:a libvorbis tone.mkv
make "$tone" 48000 -c:a libopus -b:a 64k tone.webm
make "$tone" 8000 -c:a pcm_s16le -ac 1 tone.caf
make "$tone" 8000 -c:a pcm_mulaw -ac 1 tone.au
ffmpeg -v error -y -f lavfi -i testsrc=d=1:s=64x48:r=5 -f lavfi -i "$tone:d=1:s=44100" -map_metadata -1 \
  -fflags +bitexact -c:v mpeg4 -b:v 8k -c:a aac -b:a 64k tone.mp4
ffmpeg -v error -y -f lavfi -i testsrc=d=1:s=64x48:r=5 -map_metadata -1 -fflags +bitexact -c:v mpeg4 -b:v 8k silent-film.mp4
# Variable bit rate without a header that states the length: half a second of tone, a second of noise.
ffmpeg -v error -y -f lavfi -i "aevalsrc='if(lt(t,0.5),0.5*sin(2*PI*440*t),random(0)-0.5)':d=1.5:s=22050" -map_metadata -1 \
  -fflags +bitexact -c:a libmp3lame -q:a 7 -write_xing 0 -id3v2_version 0 vbr.mp3

# Tags, with a letter beyond ASCII and blanks around one of them; the sound is a tenth of a second.
tags=(-metadata "title=Brudpolska från Överhogdal" -metadata "artist=  Spelmännen " -metadata "album=Låtar")
for extension in m4a mp3 ogg flac; do
  ffmpeg -y -loglevel error -i "tone.$extension" -t 0.1 -map_metadata -1 "${tags[@]}" -bitexact "tagged.$extension"
done
ffmpeg -y -loglevel error -i tone.m4a -t 0.1 -map_metadata -1 -metadata "title= " -bitexact untagged.m4a
