#!/usr/bin/env bash
# Starts moto's S3 server for the tests, in an environment of its own under .build that is made the first
# time. Prints one line: port, access key, secret key. Ends when standard input does.
# Exit status 3: moto is not there and cannot be installed, for instance without a network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../../.build/test-servers
version=5.1.12

mkdir -p "$home"
exec 9>"$home/.lock"
flock 9
if [ ! -e "$home/moto-$version" ]; then
  rm -rf "$home/venv"
  {
    python3 -m venv "$home/venv" &&
      "$home/venv/bin/pip" install --quiet --disable-pip-version-check "moto[s3,iam,server]==$version" &&
      touch "$home/moto-$version"
  } >&2 || {
    echo "s3_server.sh: moto $version could not be installed from PyPI; is there a network?" >&2
    exit 3
  }
fi
exec 9>&-
exec "$home/venv/bin/python" "$here/s3_server.py"
