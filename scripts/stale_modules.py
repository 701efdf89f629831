#!/usr/bin/env python3
"""Makes SwiftPM compile every module again that stands above a changed one.

A release build inlines across modules and lays out values by the modules below, but SwiftPM compiles a module again
only when one that it names itself has changed: after a new property in NeckenRhythm, the program went on with the old
layout and crashed. What each module looked like when this last ran is kept in .build; a change there throws away what
was compiled of all modules above. The first run in a .build of unknown age throws nothing away.
"""

import hashlib
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEPT = ROOT / ".build/module-sources.json"


def targets():
    """Folder and direct dependencies of every module of ours."""
    text = subprocess.run(["swift", "package", "describe", "--type", "json"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {t["name"]: (ROOT / t["path"], t.get("target_dependencies", [])) for t in json.loads(text)["targets"]}


def digest(folder):
    """A hash of all files of a module."""
    whole = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def above(changed, modules):
    """All modules that depend on a changed one, directly or not."""
    found, grown = set(), set(changed)
    while grown:
        grown = {name for name, (_, needs) in modules.items() if grown & set(needs)} - found
        found |= grown
    return found


def main():
    modules = targets()
    now = {name: digest(folder) for name, (folder, _) in modules.items()}
    before = json.loads(KEPT.read_text()) if KEPT.exists() else now
    for name in sorted(above({name for name in now if now[name] != before.get(name)}, modules)):
        # Outputs alone: SwiftPM makes what else lies there only when the package itself has changed.
        for output in [*(ROOT / ".build").glob(f"*/*/{name}.build/**/*.o"), *(ROOT / ".build").glob(f"*/*/Modules/{name}.swiftmodule")]:
            output.unlink()
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(now))


main()
