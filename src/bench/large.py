"""jobs/bench --large MODEL CLIENTS: one large round; seconds, memory, disk."""
import argparse
import os
import pathlib
import shutil
import time

import process
import project
import rounds

EVERY = 0.5
BYTES = 4
# Of the free disk: more than this for uploads alone, and equal uploads become links.
SHARE = 0.25
GUESSES = {"cnn": 139960, "resnet20": 272474, "resnet18": 11173962}
GIB = 2 ** 30


class Watch:
    """Samples a process and those below it: resident memory, and what a directory holds."""

    def __init__(self, local):
        self.local, self.peaks, self.together, self.disk = local, {}, 0, 0

    def __call__(self, pid):
        while process.resident(pid):
            now = {each: process.resident(each) for each in process.descendants(pid)}
            for each, size in now.items():
                self.peaks[each] = max(size, self.peaks.get(each, 0))
            self.together = max(self.together, sum(now.values()))
            self.disk = max(self.disk, process.stored(self.local))
            time.sleep(EVERY)


def repeated(model, clients, folder):
    """Whether uploads of their own would take too much of the disk."""
    size = 784 * int(model[4:]) if model.startswith("mlp:") else GUESSES.get(model, 0)
    folder.mkdir(parents=True, exist_ok=True)
    return size * clients * BYTES > SHARE * shutil.disk_usage(folder).free


def options(arguments):
    parser = argparse.ArgumentParser(prog="jobs/bench --large", description=__doc__, epilog=(
        "SKYMASK_JAVA_OPTS sets the JVM, -Xmx16g for one; SPARK_HOME and SKYMASK_SUBMIT_OPTS take the round to a driver"
        " and executors of their own, whose memory is then told apart."))
    parser.add_argument("model")
    parser.add_argument("clients", type=int)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--folder", type=pathlib.Path, default=project.OUT)
    parser.add_argument("--repeat-files", action="store_true", help="equal uploads are links (of itself where the disk is short)")
    parser.add_argument("--local-dir", type=pathlib.Path, help="where Spark puts what does not fit (default: below the folder)")
    parser.add_argument("-D", action="append", default=[], dest="settings", metavar="KEY=VALUE", help="of the round's configuration")
    parser.add_argument("--name", help="of the JSON file (default: large-MODEL-CLIENTS)")
    return parser.parse_args(arguments)


def main(arguments):
    chosen = options(arguments)
    project.built()
    repeat = chosen.repeat_files or repeated(chosen.model, chosen.clients, chosen.folder)
    place = project.files(chosen.model, chosen.clients, chosen.folder, repeat)
    local = (chosen.local_dir or place / "spark").resolve()
    local.mkdir(parents=True, exist_ok=True)
    machine = project.machine()
    watch = Watch(local)
    run = rounds.product(place, chosen.epochs, options=[f"spark.local.dir={local}", *chosen.settings], watch=watch)
    size = project.parameters(place)
    values = (chosen.clients + 1) * size
    peaks = sorted(watch.peaks.values(), reverse=True)
    rows = [
        ["mask values, rows × D", f"{values:,}"],
        ["deltas and masks in float32, GiB", project.significant(2 * BYTES * values / GIB)],
        ["start to commit, s", f"{run['wall']:.1f}"],
        ["mask training, s", f"{run['training']:.1f}"],
        ["warm epoch, s", f"{run['epoch']:.2f}"],
        ["peak resident memory of the driver's process, GiB", f"{run['peakBytes'] / GIB:.2f}"],
        ["peak resident memory, all processes together, GiB", f"{watch.together / GIB:.2f}"],
        ["of each process, GiB", ", ".join(f"{peak / GIB:.2f}" for peak in peaks if peak > GIB / 20)],
        ["most disk in Spark's directory, GiB", f"{watch.disk / GIB:.2f}"],
        ["uploads on disk, GiB", f"{uploads(place) / GIB:.2f}{' (equal uploads are links)' if repeat else ''}"],
        *[[f"stage {name}, s", f"{seconds:.1f}"] for name, seconds in run["stages"].items()]]
    print(f"\n{chosen.clients} × {chosen.model} ({size:,} parameters), {chosen.epochs} epochs,"
          f" SKYMASK_JAVA_OPTS={os.environ.get('SKYMASK_JAVA_OPTS', '')!r}\n")
    print(project.table(["", "figure"], rows))
    print(f"\n{project.described(machine)}")
    project.write(chosen.name or f"large-{place.name}", {
        "model": chosen.model, "clients": chosen.clients, "parameters": size, "values": values, "machine": machine, "repeated": repeat,
        "settings": chosen.settings, "peakTogether": watch.together, "peaks": peaks, "disk": watch.disk, "run": run}, chosen.folder)


def uploads(place):
    """Bytes on disk; a file with many names counts once."""
    seen = {}
    for file in (place / "updates").rglob("*.parquet"):
        found = file.stat()
        seen[found.st_ino] = found.st_blocks * 512
    return sum(seen.values())
