#!/usr/bin/env bash
# Fetches the OpenVINO run-time and the MusiCNN weights named in Models/catalog.json into the models home:
# $NECKENML_HOME, or neckenml in the user's data folder. Safe to run again; does nothing when all is there.
# Without a network it warns and succeeds, for the program works without them; --strict makes it fail.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

for python in python3 /usr/bin/python3; do
  if "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
    exec "$python" -B "$root/Models/Conversion/fetch_models.py" "$@"
  fi
done
echo "models: no python3 (3.8 or newer) with pip was found; install python3-pip and run scripts/fetch-models.sh" >&2
case " $* " in *" --strict "*) exit 1 ;; esac
