"""What the decision with memory costs: the same rounds by `verified` and by `remembered`.

    jobs/bench --memory [--model cnn] [--clients 100] [--rounds 4]

Every round takes the same deltas, sent again for the version that is then the newest, in turns by both decisions. The
first round has no memory and is left out. Printed: the median seconds of each stage, and the bytes that a version keeps.
"""
import argparse
import json
import os
import shutil
import statistics

import process
import project

DECISIONS = ("verified", "remembered")


def uploads(place, work, number, version):
    """The uploads of round 1 as those of another round; the shards are the same files."""
    for first in sorted((place / "updates/round=1").iterdir()):
        directory = work / f"updates/round={number}" / first.name
        directory.mkdir(parents=True)
        for shard in first.glob("*.parquet"):
            os.link(shard, directory / shard.name)
        manifest = json.loads((first / "_manifest.json").read_text())
        manifest |= {"round": number, "baseModel": version}
        (directory / "_manifest.json").write_text(json.dumps(manifest))


def one(place, work, number, decision):
    """The record of a round, whose uploads are written first."""
    version = json.loads((work / f"models/round={number - 1}/commit.json").read_text())["model"]
    uploads(place, work, number, version)
    command = [project.HOME / "jobs/skymask", "round", "--json", "--config", place / "skymask.conf", "-D", f"models={work}/models",
               "-D", f"updates={work}/updates", "-D", f"cluster.decision={decision}"]
    ended = process.run(command, place / f"logs/memory-{decision}.log")
    return json.loads(ended.output)


def kept(work, number):
    """Bytes of what the version keeps for the next round's decision."""
    files = [file for file in work.glob(f"models/round={number}/attempt=*/**/*") if file.is_file()]
    return sum(file.stat().st_size for file in files if "memory" in file.name or "root-update" in str(file))


def measure(place, rounds):
    records = {decision: [] for decision in DECISIONS}
    works = {decision: place / f"memory-{decision}" for decision in DECISIONS}
    for work in works.values():
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(place / "models/round=0", work / "models/round=0")
    try:
        for number in range(1, rounds + 1):
            for decision, work in works.items():
                records[decision].append(one(place, work, number, decision))
                project.say(f"round {number}, {decision}")
        size = kept(works["remembered"], rounds)
    finally:
        for work in works.values():
            shutil.rmtree(work, ignore_errors=True)
    return records, size


def seconds(records):
    """By stage the median over all rounds but the first."""
    names = list(dict.fromkeys(stage["name"] for record in records[1:] for stage in record["stages"]))
    return {name: statistics.median(sum(stage["seconds"] for stage in record["stages"] if stage["name"] == name)
                                    for record in records[1:]) for name in names}


def table(found):
    plain, memory = (found[decision] for decision in DECISIONS)
    rows = [[name, f"{plain.get(name, 0):.2f}", f"{memory.get(name, 0):.2f}"] for name in {**plain, **memory}]
    whole = [sum(part.values()) for part in (plain, memory)]
    rows.append(["all", f"{whole[0]:.2f}", f"{whole[1]:.2f} ({whole[1] / whole[0]:.2f} times)"])
    return project.table(["stage", "verified s", "remembered s"], rows)


def main(arguments):
    parser = argparse.ArgumentParser(prog="jobs/bench --memory", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="cnn")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=4, help="at least 2")
    options = parser.parse_args(arguments)
    if options.rounds < 2:
        parser.error(f"--rounds is {options.rounds}, expected 2 or more: the first round has no memory")
    project.built()
    place = project.files(options.model, options.clients, repeat=options.clients > 200)
    machine = project.machine()
    records, size = measure(place, options.rounds)
    found = {decision: seconds(records[decision]) for decision in DECISIONS}
    print(f"{project.described(machine)}\n\n{table(found)}\n\nA version keeps {size / 1e6:.2f} MB for the next round's decision.")
    project.write(f"memory-{place.name}", {
        "machine": machine, "model": options.model, "clients": options.clients, "rounds": options.rounds, "seconds": found, "bytes": size})
