"""Enters Models/style-head.json in Models/catalog.json: size and SHA-256."""

import hashlib
import json
import os
import re
import sys

ENTRY = """    {
      "name": "style-head",
      "version": "%(version)s",
      "summary": "Twelve Nordic dances by their rhythm, for where a user has no head of their own",
      "file": "style-head.json",
      "provision": "shipped",
      "bytes": %(bytes)d,
      "sha256": "%(sha256)s",
      "licence": "MIT",
      "copyright": "2026 the neckenml authors",
      "origin": {"index": "neckenml", "package": "neckenml", "version": "1", "path": "Models/Styles"},
      "inputs": [
        {"name": "rhythm", "shape": [%(slots)d], "meaning": "the slots of RhythmVector; Docs/Algorithms/style.md"},
        {"name": "dances", "shape": [%(labels)d], "meaning": "log-probabilities by the dance reader, where it has read"}
      ],
      "outputs": [
        {"name": "probabilities", "shape": [%(labels)d], "meaning": "probability of each dance, and of none of them"}
      ],
      "quality": [],
      "card": "Models/Cards/style-head.md"
    }"""
VERSION = "0.8"


def main(folder):
    """Replaces the entry, or adds it as the last."""
    with open(os.path.join(folder, "style-head.json"), "rb") as file:
        content = file.read()
    head = json.loads(content)
    entry = ENTRY % {
        "version": VERSION, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(),
        "slots": head["rhythm"]["slot_count"], "labels": len(head["labels"]),
    }
    path = os.path.join(folder, "catalog.json")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r",\n    \{\n      \"name\": \"style-head\",.*?\n    \}(?=,?\n)", "", text, flags=re.DOTALL)
    text = re.sub(r"\n  \]\n\}\s*$", ",\n" + entry.replace("\\", "\\\\") + "\n  ]\n}\n", text)
    json.loads(text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main(sys.argv[1])
