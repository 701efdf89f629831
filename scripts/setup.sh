#!/usr/bin/env bash
# Installs what neckenml builds and runs with, where it is missing: Debian packages, then the
# OpenVINO run-time and the MusiCNN weights. Safe to run again; does nothing when all is there.
# With --tests also what the tests alone need: a library to hold loudness against, a PostgreSQL server to
# start and stop, and environments for the S3 server that the tests fetch.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

# One line a need: libraries the program links, then tools that fetch and convert the models.
packages=(
  make pkg-config
  libsndfile1-dev libavformat-dev libavcodec-dev libavutil-dev libswresample-dev
  libsoxr-dev libfftw3-dev libsqlite3-dev libpq-dev libssl-dev libcurl4-openssl-dev
  python3 python3-pip ca-certificates
)
if [ "${1:-}" = --tests ]; then packages+=(libebur128-dev postgresql postgresql-client python3-venv); fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  echo "setup: installing ${missing[*]}"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "setup: not root and no sudo; ask an administrator to run: apt-get install ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq ||
    echo "setup: the package lists could not be refreshed; trying with the old ones" >&2
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
    echo "setup: could not install ${missing[*]}; is there a network? Install them and run this again" >&2
    exit 1
  }
fi

if [ -x "$root/scripts/fetch-models.sh" ]; then "$root/scripts/fetch-models.sh"; fi
