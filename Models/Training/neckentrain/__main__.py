"""Commands: render test audio, build the collection, train, evaluate, export, or all in order."""

import argparse
import json
import os

import soundfile

from .collection import NEGATIVE, build
from .dataset import Tunes, make_clip
from .evaluate import evaluate
from .export import enter_in_catalogue, export
from .features import SAMPLE_RATE
from .sampler import FONTS
from .styles import render_styles
from .train import NETWORK, log_run, train

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = os.path.join(os.path.dirname(HERE), "runs.jsonl")
TRAIN_CLIPS, DEV_CLIPS, TEST_CLIPS, NEGATIVE_CLIPS = 5000, 300, 160, 240
FIRST_NEGATIVE = 900_000


def render_command(options):
    """WAV, .beats and labels for a number of clips."""
    os.makedirs(options.out, exist_ok=True)
    tunes = Tunes(options.tunes, options.split)
    for seed in range(options.first, options.first + options.count):
        clip = make_clip(
            tunes, options.split, seed, options.font, options.dance, options.style, options.even, options.clean, options.seconds
        )
        name = os.path.join(options.out, f"{options.split}-{seed:04d}")
        soundfile.write(name + ".wav", clip.signal, SAMPLE_RATE)
        with open(name + ".beats", "w", encoding="utf-8") as file:
            for time, number in zip(clip.performance.beat_times, clip.performance.beat_numbers):
                file.write(f"{time:.4f}\t{number}\n")
        labels = clip.labels() | {"barShares": [[round(float(s), 4) for s in bar] for bar in clip.performance.shares]}
        with open(name + ".json", "w", encoding="utf-8") as file:
            json.dump(labels, file, ensure_ascii=False, indent=1)


def styles_command(options):
    """Labelled clips of every dance, for the style head."""
    render_styles(options.tunes, options.split, options.count, options.others, options.out, options.first)


def everything(options):
    """Repeats the shipped training from nothing: collection, network, figures, file."""
    data = os.path.join(options.work, "data")
    for split, count in (("train", TRAIN_CLIPS), ("dev", DEV_CLIPS), ("test", TEST_CLIPS)):
        build(options.tunes, split, 0, count, data, options.workers)
    build(options.tunes, "train", FIRST_NEGATIVE, NEGATIVE_CLIPS, data, options.workers, NEGATIVE)
    checkpoint = os.path.join(options.work, "beat-network.pt")
    summary = train(data, checkpoint, options.steps, options.workers, network_options=NETWORK)
    figures = evaluate(checkpoint, options.real, data, "test")
    export(checkpoint, options.out, options.version)
    enter_in_catalogue(options.out, os.path.join(os.path.dirname(options.out), "catalog.json"))
    log_run(RUNS, version=options.version, training=summary, figures=figures)


def main():
    """Parses the command line."""
    parser = argparse.ArgumentParser(prog="neckentrain", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    one = commands.add_parser("render", help="write WAV, .beats and labels")
    one.add_argument("--tunes", required=True)
    one.add_argument("--split", default="test", choices=["train", "dev", "test"])
    one.add_argument("--font", choices=sorted(FONTS))
    one.add_argument("--out", required=True)
    one.add_argument("--first", type=int, default=0)
    one.add_argument("--count", type=int, default=20)
    one.add_argument("--dance", help="only tunes of this dance, e.g. polska")
    one.add_argument("--style", help="only composed pieces of this style, e.g. perpetual")
    one.add_argument("--even", action="store_true", help="even beats")
    one.add_argument("--clean", action="store_true", help="no room, noise or codec")
    one.add_argument("--seconds", type=float, default=40.0)
    one.set_defaults(run=render_command)

    one = commands.add_parser("styles", help="write labelled clips of every dance, and of what is none")
    one.add_argument("--tunes", required=True)
    one.add_argument("--split", default="test", choices=["train", "dev", "test"])
    one.add_argument("--out", required=True)
    one.add_argument("--first", type=int, default=0)
    one.add_argument("--count", type=int, default=20, help="clips of each dance")
    one.add_argument("--others", type=int, default=40, help="clips of other music")
    one.set_defaults(run=styles_command)

    one = commands.add_parser("all", help="repeat the shipped training")
    one.add_argument("--tunes", required=True)
    one.add_argument("--real", help="folder of .mp3 and .beats, development only")
    one.add_argument("--work", required=True)
    one.add_argument("--out", default=os.path.join(HERE, "..", "..", "beat-network.onnx"))
    one.add_argument("--workers", type=int, default=2)
    one.add_argument("--steps", type=int, default=24000)
    one.add_argument("--version", default="0.1")
    one.set_defaults(run=everything)

    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
