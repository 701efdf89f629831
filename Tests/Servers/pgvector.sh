#!/usr/bin/env bash
# Fetches a PostgreSQL with pgvector (PyPI's pgserver) under .build the first time and prints the folder of its
# programs. Exit status 3: it is not there and cannot be fetched, for instance without a network.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)/.build/test-servers
version=0.1.4

mkdir -p "$home"
exec 9>"$home/.lock"
flock 9
if [ ! -e "$home/pgserver-$version/ready" ]; then
  rm -rf "$home/pgserver-$version"
  {
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary :all: \
      --target "$home/pgserver-$version" "pgserver==$version" &&
      touch "$home/pgserver-$version/ready"
  } >&2 || {
    echo "pgvector.sh: pgserver $version could not be fetched from PyPI; is there a network?" >&2
    exit 3
  }
fi
echo "$home/pgserver-$version/pgserver/pginstall/bin"
