"""Writes what Models/beat-network.json and .onnx say into the catalogue.

    python3 Models/Conversion/catalog_beat_network.py

Run after every export of the network; a test compares the two.
"""

import hashlib
import json
import pathlib
import re

MODELS = pathlib.Path(__file__).resolve().parents[1]


def main():
    description = json.loads((MODELS / "beat-network.json").read_text(encoding="utf-8"))
    onnx = (MODELS / "beat-network.onnx").read_bytes()
    catalog = MODELS / "catalog.json"
    text = catalog.read_text(encoding="utf-8")
    start = text.index('"name": "beat-network"')
    head, entry = text[:start], text[start:]
    for key, value in (
        ("version", description["version"]), ("bytes", len(onnx)), ("sha256", hashlib.sha256(onnx).hexdigest()),
    ):
        entry = re.sub(rf'("{key}": )("[^"]*"|\d+)', lambda match: match.group(1) + json.dumps(value), entry, count=1)
    json.loads(head + entry)
    catalog.write_text(head + entry, encoding="utf-8")


if __name__ == "__main__":
    main()
