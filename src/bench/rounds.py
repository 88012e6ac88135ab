"""One round by the product, and one of mask training by a PyTorch program, measured."""
import json
import pathlib
import shlex
import shutil
import statistics
import sys

import process
import project

# By name: the variant of baseline.py, and its environment. A tensor of 32 MiB or more is memory that glibc
# gives back to the kernel and fetches again, zeroed page by page, several times an epoch; "tuned" keeps it.
BASELINES = {
    "autograd": ("autograd", {}),
    "closed": ("closed", {}),
    "tuned": ("autograd", {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "17179869184"})}


def warm(epochs):
    """Median of the later half of a run's epochs: seconds."""
    return statistics.median(epochs[len(epochs) // 2:])


def product(place, epochs, threads=0, options=(), watch=None):
    """A round on a fresh copy of the models directory, in a fresh JVM."""
    work = place / "run"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(place / "models/round=0", work / "models/round=0")
    command = [project.HOME / "jobs/skymask", "round", "--json", "--config", place / "skymask.conf", "-D", f"models={work}/models",
               "-D", f"mask.epochs={epochs}", *[word for option in options for word in ("-D", option)]]
    try:
        ended = process.run(command, place / "logs/product.log", {"SKYMASK_MASTER": f"local[{threads}]"} if threads else None, watch)
        record = json.loads(ended.output)
        committed = pathlib.Path(work, "models/round=1/commit.json").stat().st_mtime - ended.begun
    finally:
        shutil.rmtree(work, ignore_errors=True)
    stages = {stage["name"]: stage["seconds"] for stage in record["stages"]}
    # Other rules than SkyMask train no masks.
    masks = next((stage["epochs"] for stage in record["stages"] if stage["name"] == "train-masks"), [])
    return {
        "epochs": masks, "epoch": warm(masks) if masks else 0, "training": stages.get("train-masks", 0),
        "whole": sum(stages.get(name, 0) for name in ("train-masks", "cluster", "aggregate")), "wall": committed, "exit": ended.seconds,
        "peakBytes": ended.peak, "processorSeconds": ended.processor, "stages": stages, "losses": record["loss"], "model": record["model"]}


def program(name, command, place, environment=None):
    """A command that prints baseline.py's JSON; what it leaves out is missing in the result."""
    ended = process.run(command, place / f"logs/{name}.log", environment)
    try:
        found = json.loads(ended.output.strip().splitlines()[-1])
        seconds = found["epochs"]
    except (ValueError, IndexError, KeyError, TypeError):
        raise project.Problem(f"{name} did not print baseline.py's JSON: {ended.output[-500:]!r}") from None
    training = found.get("training", sum(seconds))
    return {**found, "variant": name, "epoch": warm(seconds), "training": training, "whole": training + found.get("decision", 0),
            "exit": ended.seconds, "peakBytes": found.get("peakBytes", ended.peak), "processorSeconds": found.get("processor", ended.processor)}


def baseline(name, place, epochs, threads=0):
    variant, environment = BASELINES[name]
    command = [sys.executable, project.HERE / "baseline.py", "--models", place / "models", "--updates", place / "updates",
               "--root", place / "root.parquet", "--variant", variant, "--epochs", epochs, "--threads", threads]
    return program(name, command, place, environment)


def other(name, text, place, epochs, threads=0):
    """{folder}, {models}, {updates}, {root}, {epochs} and {threads} stand for the round's own."""
    named = {"{folder}": place, "{models}": place / "models", "{updates}": place / "updates", "{root}": place / "root.parquet",
             "{epochs}": epochs, "{threads}": threads}
    words = shlex.split(text)
    for mark, value in named.items():
        words = [word.replace(mark, str(value)) for word in words]
    return program(name, words, place)
