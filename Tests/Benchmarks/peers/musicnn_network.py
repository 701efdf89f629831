"""Writes MusiCNN with its convolutions as in the original, for the Python route, from the wheel of the package.

    python3 musicnn_network.py MUSICNN.whl OUT.onnx

Standard library only.
"""

import pathlib
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "Models/Conversion"))
sys.dont_write_bytecode = True

import checkpoint  # noqa: E402
import musicnn  # noqa: E402


def main():
    wheel, out = map(pathlib.Path, sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if "/MSD_musicnn/" in name])
        tensors = checkpoint.read_checkpoint(pathlib.Path(folder) / "musicnn/MSD_musicnn")
    out.write_bytes(musicnn.convert(tensors, "musicnn-msd", "direct", "ISC", direct=True))


main()
