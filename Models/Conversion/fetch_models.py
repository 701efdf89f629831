"""Fetches what Models/catalog.json names into the models home: the OpenVINO run-time and the MusiCNN weights.

Run by scripts/fetch-models.sh. Packages are downloaded with pip, checked against the catalogue's SHA-256,
unpacked, and, for MusiCNN, converted to ONNX. Whatever is there already, and right, is left alone. Files
are written aside and moved into place, so that an interrupted run leaves nothing half-written.
"""

import argparse
import fcntl
import hashlib
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile

import checkpoint
import musicnn

ROOT = pathlib.Path(__file__).resolve().parents[2]


class FetchError(Exception):
    """Something could not be fetched; the text says what and why, in one line."""


def say(text):
    print(f"models: {text}", flush=True)


def models_home():
    """$NECKENML_HOME, else the user's data folder, as the XDG base directory specification has it."""
    if home := os.environ.get("NECKENML_HOME"):
        return pathlib.Path(home).expanduser()
    data = os.environ.get("XDG_DATA_HOME")
    return (pathlib.Path(data) if data else pathlib.Path.home() / ".local/share") / "neckenml"


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def download(package, version, expected, scratch, options=()):
    """The wheel of a package, once it has the expected hash."""
    folder = scratch / package
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--only-binary=:all:", "--dest", str(folder), *options, f"{package}=={version}",
    ]
    say(f"fetching {package} {version} from PyPI")
    finished = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    wheels = sorted(folder.glob("*.whl"))
    if finished.returncode != 0 or not wheels:
        lines = [line for line in finished.stderr.splitlines() if line.strip()] or ["it gave no reason"]
        raise FetchError(f"pip could not fetch {package} {version}; is there a network? It said: {lines[-1]}")
    if (found := sha256(wheels[0])) != expected:
        raise FetchError(f"{wheels[0].name} has SHA-256 {found}, but the catalogue says {expected}")
    return wheels[0]


def fetch_runtime(runtime, home, scratch):
    """Unpacks the libraries that are needed at run time; the rest of the wheel is not kept."""
    place = home / runtime["name"] / runtime["version"]
    build = next((b for b in runtime["builds"] if b["machine"] == platform.machine()), None)
    if sys.platform != "linux" or build is None:
        raise FetchError(
            f"there is no {runtime['name']} build for this machine in the catalogue; install it with the system's "
            "package manager (on macOS: brew install openvino)")
    if all((place / library).is_file() for library in build["libraries"]):
        return False
    origin = runtime["origin"]
    tag = "cp" + build["python"].replace(".", "")
    wheel = download(
        origin["package"], runtime["version"], build["sha256"], scratch,
        ["--implementation", "cp", "--python-version", build["python"], "--abi", tag, "--platform", build["platform"]])
    aside = scratch / "libraries"
    aside.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        for library in build["libraries"]:
            with archive.open(f"{origin['folder']}/{library}") as source, open(aside / library, "wb") as target:
                shutil.copyfileobj(source, target)
        keep_licences(archive, aside)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(place, ignore_errors=True)
    os.replace(aside, place)
    return True


def keep_licences(archive, folder):
    for name in archive.namelist():
        if ".dist-info/" in name and pathlib.PurePath(name).name.upper().startswith("LICEN") and not name.endswith("/"):
            (folder / pathlib.PurePath(name).name).write_bytes(archive.read(name))


def fetch_models(models, home, scratch):
    """Converts the models of one package, all of which come out of one wheel."""
    place = home / "models"
    wanted = [m for m in models if not ((place / m["file"]).is_file() and sha256(place / m["file"]) == m["sha256"])]
    if not wanted:
        return False
    origin = wanted[0]["origin"]
    wheel = download(origin["package"], origin["version"], origin["sha256"], scratch)
    place.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        licences = place / origin["package"]
        licences.mkdir(exist_ok=True)
        keep_licences(archive, licences)
        for model in wanted:
            path = model["origin"]["path"]
            archive.extractall(scratch, [name for name in archive.namelist() if name.startswith(path + "/")])
            say(f"converting {model['name']}")
            tensors = checkpoint.read_checkpoint(scratch / path)
            made = musicnn.convert(tensors, model["name"], model["version"], model["licence"])
            if (found := hashlib.sha256(made).hexdigest()) != model["sha256"]:
                raise FetchError(f"{model['name']} was converted to SHA-256 {found}, but the catalogue says {model['sha256']}")
            aside = scratch / model["file"]
            aside.write_bytes(made)
            os.replace(aside, place / model["file"])
    return True


def fetch_all(catalog, home):
    """Fetches everything that is missing; gives the reasons for what could not be."""
    home.mkdir(parents=True, exist_ok=True)
    failures, fetched = [], False
    with open(home / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        jobs = [(fetch_runtime, runtime) for runtime in catalog["runtimes"]]
        jobs.append((fetch_models, [m for m in catalog["models"] if m["provision"] == "fetched"]))
        for job, subject in jobs:
            with tempfile.TemporaryDirectory(prefix=".fetch-", dir=home) as scratch:
                try:
                    fetched = job(subject, home, pathlib.Path(scratch)) or fetched
                except (FetchError, checkpoint.CheckpointError, OSError, zipfile.BadZipFile) as error:
                    failures.append(str(error))
    if fetched:
        say(f"everything is in {home}" if not failures else f"some of it is in {home}")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--strict", action="store_true", help="fail when anything is missing in the end")
    arguments = parser.parse_args()
    catalog = json.loads((ROOT / "Models/catalog.json").read_text(encoding="utf-8"))
    home = models_home()
    try:
        failures = fetch_all(catalog, home)
    except OSError as error:
        failures = [f"{home} cannot be written: {error.strerror}; set NECKENML_HOME to a folder of yours"]
    for failure in failures:
        print(f"models: {failure}", file=sys.stderr)
    if failures:
        print(
            "models: going on without; analyses will say what they lack. Run scripts/fetch-models.sh when this is mended",
            file=sys.stderr)
    return 1 if failures and arguments.strict else 0


if __name__ == "__main__":
    sys.exit(main())
