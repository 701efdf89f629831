"""Commands: render test audio, build the collection, train, export, hear, teach the readers of beats, or all in order."""

import argparse
import json
import os
import subprocess

import torch

from .audio import write_clip
from .barreader import PEAK_RATE as READER_RATE, export_reader, favour, judge, load_reader, offers, prepare, train_reader
from .beatcomparison import enter_reader
from .checkpoint import blend, load, save
from .choice import figures, sharpened, temperature
from .collection import NEGATIVE, build
from .dancereader import dance_figures, export_dance_reader, hear_tracked, load_dance_reader, train_several
from .dataset import Tunes, make_clip
from .evaluate import evaluate
from .export import enter_in_catalogue, export
from .hearing import hear_clips, hear_recordings
from .sampler import FONTS
from .selftrain import collect, overhear
from .styles import render_styles
from .train import BATCH, NETWORK, PEAK_RATE, train
from .unfolded import going_on

HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = os.path.join(os.path.dirname(HERE), "runs.jsonl")
TRAIN_CLIPS, DEV_CLIPS, TEST_CLIPS, NEGATIVE_CLIPS = 5000, 300, 160, 240
FIRST_NEGATIVE = 900_000
READER_EPOCHS, DANCES_EPOCHS, DANCES_MORE_EPOCHS, DANCES_NETWORKS = 8, 28, 4, 4
READER_CLIPS = ((40.0, 8000), (110.0, 2400))  # seconds, how many of the training split
FIRST_HEARD = 1_000_000  # clips that the network has not learned from
GPU_SECONDS = 560
CPU_STEPS, CPU_BATCH = 30_000, 8
MUSIC = ("dance", "style", "rubato", "bowed", "anywhere")  # options of what is played, and how freely
REPOSITORY = os.path.join(HERE, "..", "..", "..")
CHECKPOINT = os.path.join(os.path.dirname(HERE), "beat-network.pt")  # the shipped network's, to go on from
CATALOGUE = os.path.join(HERE, "..", "..", "catalog.json")


def log_run(path, **values):
    """Appends one line to the runs log."""
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(values, ensure_ascii=False) + "\n")


def music_of(options):
    """What `choose_music` asked for, as `make_clip` takes it."""
    return {name: getattr(options, name) for name in MUSIC}


def render_command(options):
    """WAV, .beats and labels for a number of clips."""
    os.makedirs(options.out, exist_ok=True)
    tunes = Tunes(options.tunes, options.split)
    for seed in range(options.first, options.first + options.count):
        clip = make_clip(
            tunes, options.split, seed, options.font, even=options.even, clean=options.clean, seconds=options.seconds, **music_of(options)
        )
        name = os.path.join(options.out, f"{options.split}-{seed:04d}")
        labels = clip.labels() | {"barShares": [[round(float(s), 4) for s in bar] for bar in clip.performance.shares]}
        write_clip(name, clip.signal, zip(clip.performance.beat_times, clip.performance.beat_numbers), labels)


def styles_command(options):
    """Labelled clips of every dance, for the style head."""
    render_styles(options.tunes, options.split, options.count, options.others, options.out, options.first, options.any_tempo, options.seconds, options.pieces)


def collection_command(options):
    """Some clips more."""
    build(options.tunes, options.split, options.first, options.count, options.data, options.workers, music_of(options))


def listen_command(options):
    """Stretches of real recordings on which two trackers agree, as a part of the collection."""
    with open(options.analysed, encoding="utf-8") as lines:
        print(collect(lines, options.root, options.data), "stretches")


def overhear_command(options):
    """Stretches of real recordings without labels, as a part of the collection for `train --taught`."""
    print(overhear(options.recordings, options.data), "stretches")


def train_command(options):
    """WORK/NAME.pt of every shape; on a GPU by the clock, else by steps."""
    settings = {"rate": options.rate, "start": options.start, "keep_ears": options.keep_ears}
    shapes = {name: {"options": shape, **settings} for name, shape in options.shapes.items()}
    on_gpu = torch.cuda.is_available()
    ends = {"seconds": options.seconds} if on_gpu else {"steps": options.steps}
    summary = train(
        options.data, options.work, shapes, device="cuda" if on_gpu else "cpu", batch=options.batch or (BATCH if on_gpu else CPU_BATCH),
        seed=options.seed, teacher=options.teacher or options.start, taught=options.taught, kept=options.kept, known=options.known, **ends
    )
    return summary | {"peakRate": options.rate, "startFrom": options.start or "nothing", "keptEars": options.keep_ears, "shapes": options.shapes}


def train_and_log(options):
    """Trains and writes down how."""
    log_run(RUNS, version=options.version, training=train_command(options))


def evaluate_command(options):
    """Figures of a checkpoint, as JSON; with the small decoder, not the program's."""
    print(json.dumps(evaluate(options.checkpoint, options.real, options.rendered, limit=options.limit), indent=1))


def hear_command(options):
    """What a network hears, for the tracker's choice among readings."""
    if options.recordings:
        hear_recordings(options.checkpoint, options.recordings, options.out)
    else:
        drawn = {"seconds": options.seconds} | music_of(options)
        hear_clips(options.checkpoint, options.tunes, options.split, options.first, options.count, options.out, options.workers, drawn)


def read_by_tracker(heard, out):
    """The tracker's readings of all that is in a folder; needs Swift."""
    environment = os.environ | {"NECKEN_READINGS": os.path.abspath(out), "NECKEN_ACTIVATIONS": os.path.abspath(heard)}
    subprocess.run(["swift", "test", "-c", "release", "--filter", "ReadingDataTests"], check=True, cwd=REPOSITORY, env=environment)


def reader_command(options):
    """The bar reader, from what the network heard to the shipped file."""
    for heard in (*options.heard, options.development):
        if not os.path.exists(heard + ".jsonl"):
            read_by_tracker(heard, heard + "-readings.jsonl")
            prepare(heard + "-readings.jsonl", heard, heard)
    checkpoint = os.path.join(options.work, "bar-reader.pt")
    summary = train_reader(options.heard, checkpoint, options.epochs, options.seed, options.rate, going_on(options.start), options.back)
    reader, development = load_reader(checkpoint), list(offers(options.development))
    favour(reader, "four", options.four)
    probabilities, recordings = list(judge(reader, development)), [item.recording for item in development]
    factor = temperature(recordings, probabilities)
    path = os.path.join(os.path.dirname(options.out), "bar-reader.bin")
    export_reader(reader, path, factor)
    enter_reader(path, CATALOGUE, "bar-reader", options.version)
    reached = figures(recordings, sharpened(probabilities, factor)) | {"sharpness": factor}
    log_run(RUNS, version=f"bar-reader {options.version}", training=summary | {"four": options.four}, development={k: round(v, 4) for k, v in reached.items()})


def dances_command(options):
    """The dance reader, from a database of tracked performances to the shipped file."""
    heard, seeds = os.path.join(options.work, "heard"), range(1, options.networks + 1)
    begun, checkpoints = ([os.path.join(options.work, f"dance-reader-{seed}{stage}.pt") for seed in seeds] for stage in ("-begun", ""))
    hear_tracked(options.checkpoint, options.database, heard, options.workers)
    summaries = train_several(heard, options.labels, begun, options.epochs, seeds, options.workers)
    summaries += train_several(heard, options.with_pieces, checkpoints, DANCES_MORE_EPOCHS, seeds, options.workers, begun)
    reader = load_dance_reader(checkpoints)
    export_dance_reader(reader, options.out)
    enter_reader(options.out, CATALOGUE, "dance-reader", options.version)
    reached = dance_figures(reader, heard, options.held_back)
    log_run(RUNS, version=f"dance-reader {options.version}", training=summaries, development={k: round(v, 4) for k, v in reached.items()})
    print(reached)


def export_command(options):
    """A checkpoint to the shipped file, its catalogue entry, and a checkpoint of half the size to go on from."""
    export(options.checkpoint, options.out, options.version)
    enter_in_catalogue(options.out, CATALOGUE)
    stored = torch.load(options.checkpoint, map_location="cpu")
    save(load(options.checkpoint), CHECKPOINT, stored["options"], torch.float16)


def blend_command(options):
    """The mean of checkpoints of one descent."""
    blend(options.checkpoints, options.out, options.shares)


def everything(options):
    """Repeats the training from nothing: collection, network, reader, figures, files."""
    options.data = os.path.join(options.work, "data")
    for split, count in (("train", TRAIN_CLIPS), ("dev", DEV_CLIPS), ("test", TEST_CLIPS)):
        build(options.tunes, split, 0, count, options.data, options.workers)
    build(options.tunes, "train", FIRST_NEGATIVE, NEGATIVE_CLIPS, options.data, options.workers, NEGATIVE)
    options.checkpoint = os.path.join(options.work, "beat-network.pt")
    summary = train_command(options)
    figures = evaluate(options.checkpoint, options.real, options.data, "test")
    export_command(options)
    log_run(RUNS, version=options.version, training=summary, figures=figures)
    heard = [os.path.join(options.work, f"heard-{seconds:.0f}") for seconds, _ in READER_CLIPS]
    development, first = os.path.join(options.work, "heard-dev"), FIRST_HEARD
    for folder, (seconds, count) in zip(heard, READER_CLIPS):
        hear_clips(options.checkpoint, options.tunes, "train", first, count, folder, options.workers, {"seconds": seconds})
        first += count
    hear_clips(options.checkpoint, options.tunes, "dev", 0, DEV_CLIPS, development, options.workers)
    same = [word for name in ("work", "seed", "out", "version") for word in (f"--{name}", str(getattr(options, name)))]
    reader_command(command_line().parse_args(["reader", "--heard", *heard, "--development", development, *same]))


def add_training_options(parser):
    """How long, how fast, and which networks."""
    parser.add_argument("--seconds", type=float, default=GPU_SECONDS, help="on a GPU")
    parser.add_argument("--steps", type=int, default=CPU_STEPS, help="without one")
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="peak learning rate")
    parser.add_argument("--shapes", type=json.loads, default={"beat-network": NETWORK}, help="JSON: options of each network by name")
    parser.add_argument("--start", help="a checkpoint to go on from, e.g. Models/Training/beat-network.pt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, help=f"crops of a step; {BATCH} on a GPU, else {CPU_BATCH}")
    parser.add_argument("--taught", type=int, default=0, help="so many of them of unlabelled real recordings (`overhear`), as --teacher hears them")
    parser.add_argument("--kept", type=int, default=0, help="so many of them of the clips in --known, as --teacher hears them")
    parser.add_argument("--known", help="a folder that `collection` made: what is not to be unlearned")
    parser.add_argument("--teacher", help="a checkpoint; else --start")
    parser.add_argument("--keep-ears", action="store_true", help="of the network in --start only what comes after its ears learns: a quarter faster")


def choose_music(one):
    """Options of a command that renders clips: what is played, and how freely."""
    one.add_argument("--dance", help="only tunes of this dance, e.g. polska")
    one.add_argument("--style", help="only composed pieces of this style, e.g. figures or lines, or doubles of tunes, written pieces, or tunes as often as they are collected")
    one.add_argument("--rubato", action="store_true", help="as a soloist who keeps no pulse")
    one.add_argument("--bowed", action="store_true", help="players bind notes of tunes whose slurs are not written (decision 0159)")
    one.add_argument("--anywhere", action="store_true", help="begin anywhere, not with the music (decision 0156)")


def command_line():
    """What may be asked for, and with which options."""
    parser = argparse.ArgumentParser(prog="neckentrain", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    one = commands.add_parser("render", help="write WAV, .beats and labels")
    one.add_argument("--tunes", required=True)
    one.add_argument("--split", default="test", choices=["train", "dev", "test"])
    one.add_argument("--font", choices=sorted(FONTS))
    one.add_argument("--out", required=True)
    one.add_argument("--first", type=int, default=0)
    one.add_argument("--count", type=int, default=20)
    choose_music(one)
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
    one.add_argument("--any-tempo", action="store_true", help="at all tempi seen, not mostly at those usual among dancers")
    one.add_argument("--seconds", type=float, default=50.0, help="length of a clip")
    one.add_argument("--pieces", action="store_true", help="the other music is written pieces that are no dances")
    one.set_defaults(run=styles_command)

    one = commands.add_parser("collection", help="render clips for training")
    one.add_argument("--tunes", required=True)
    one.add_argument("--split", default="train", choices=["train", "dev", "test"])
    one.add_argument("--first", type=int, default=0)
    one.add_argument("--count", type=int, default=TRAIN_CLIPS)
    one.add_argument("--data", required=True)
    choose_music(one)
    one.add_argument("--workers", type=int, default=2)
    one.set_defaults(run=collection_command)

    one = commands.add_parser("listen", help="take real recordings into the collection where two trackers agree")
    one.add_argument("--analysed", required=True, help="what `neckenml analyze --json` printed")
    one.add_argument("--root", default=".", help="folder that the paths in it begin from")
    one.add_argument("--data", required=True)
    one.set_defaults(run=listen_command)

    one = commands.add_parser("overhear", help="take real recordings into the collection without labels, for `train --taught`")
    one.add_argument("--recordings", required=True, help="folder of sound files")
    one.add_argument("--data", required=True)
    one.set_defaults(run=overhear_command)

    one = commands.add_parser("train", help="train networks on a collection: on a GPU by the clock, else by steps")
    one.add_argument("--data", required=True)
    one.add_argument("--work", required=True)
    one.add_argument("--version", required=True, help="for the log of runs")
    add_training_options(one)
    one.set_defaults(run=train_and_log)

    one = commands.add_parser("evaluate", help="print what a checkpoint reaches on recordings with .beats beside them, and on a collection's clips")
    one.add_argument("--checkpoint", required=True)
    one.add_argument("--real", help="folder of recordings")
    one.add_argument("--rendered", help="a collection, whose split dev is judged")
    one.add_argument("--limit", type=int, help="so many of its clips")
    one.set_defaults(run=evaluate_command)

    one = commands.add_parser("hear", help="write what a network hears of rendered clips or recordings")
    one.add_argument("--checkpoint", required=True)
    one.add_argument("--out", required=True)
    one.add_argument("--tunes")
    one.add_argument("--split", default="dev", choices=["train", "dev", "test"])
    one.add_argument("--first", type=int, default=0)
    one.add_argument("--count", type=int, default=DEV_CLIPS)
    choose_music(one)
    one.add_argument("--seconds", type=float, default=40.0)
    one.add_argument("--recordings", help="in place of clips: a folder of audio with .beats")
    one.add_argument("--workers", type=int, default=2)
    one.set_defaults(run=hear_command)

    one = commands.add_parser("reader", help="train and export the bar reader on what was heard; needs Swift for the tracker's readings")
    one.add_argument("--heard", nargs="+", required=True, help="folders that `hear` wrote: training")
    one.add_argument("--development", required=True, help="the same of the development split")
    one.add_argument("--work", required=True)
    one.add_argument("--epochs", type=float, default=READER_EPOCHS)
    one.add_argument("--rate", type=float, default=READER_RATE, help="peak learning rate")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--start", help="a reader to go on from: a checkpoint, or a shipped file, e.g. Models/bar-reader.bin")
    one.add_argument("--back", type=float, default=0, help="how far its weights go back to those of --start in the end, 0 … 1 (decision 0164)")
    one.add_argument("--four", type=float, default=0, help="log-odds by which bars of four are made likelier in the end (decision 0164)")
    one.add_argument("--out", default=os.path.join(HERE, "..", "..", "beat-network.onnx"))
    one.add_argument("--version", required=True)
    one.set_defaults(run=reader_command)

    one = commands.add_parser("dances", help="train and export the dance reader on tracked performances; Models/Styles/reader.sh calls it")
    one.add_argument("--database", required=True, help="where the program has kept its analyses of them (SQLite)")
    one.add_argument("--labels", required=True, help="table of the recordings to learn from: recording,style")
    one.add_argument("--with-pieces", required=True, help="the same table with written pieces, to go on with")
    one.add_argument("--held-back", required=True, help="table of recordings to be judged by")
    one.add_argument("--checkpoint", default=CHECKPOINT, help="the beat network's")
    one.add_argument("--work", required=True)
    one.add_argument("--epochs", type=float, default=DANCES_EPOCHS)
    one.add_argument("--networks", type=int, default=DANCES_NETWORKS, help="how many are trained, by seed, to be averaged")
    one.add_argument("--workers", type=int, default=2)
    one.add_argument("--out", default=os.path.join(HERE, "..", "..", "dance-reader.bin"))
    one.add_argument("--version", required=True)
    one.set_defaults(run=dances_command)

    one = commands.add_parser("blend", help="mean of the weights of checkpoints that grew out of one")
    one.add_argument("checkpoints", nargs="+")
    one.add_argument("--shares", nargs="+", type=float, help="of each checkpoint, in their order (default: equal)")
    one.add_argument("--out", required=True)
    one.set_defaults(run=blend_command)

    one = commands.add_parser("export", help="write a checkpoint as the shipped network")
    one.add_argument("--checkpoint", required=True)
    one.add_argument("--out", default=os.path.join(HERE, "..", "..", "beat-network.onnx"))
    one.add_argument("--version", required=True)
    one.set_defaults(run=export_command)

    one = commands.add_parser("all", help="repeat the training from nothing")
    one.add_argument("--tunes", required=True)
    one.add_argument("--real", help="folder of recordings with .beats beside them, development only")
    one.add_argument("--work", required=True)
    one.add_argument("--out", default=os.path.join(HERE, "..", "..", "beat-network.onnx"))
    one.add_argument("--workers", type=int, default=2)
    one.add_argument("--version", required=True)
    add_training_options(one)
    one.set_defaults(run=everything)

    return parser


def main():
    """Does what the command line says."""
    options = command_line().parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
