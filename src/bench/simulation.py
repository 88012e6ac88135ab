"""What a cell of an experiment costs, beside a plain loop of the same federation in PyTorch.

    jobs/bench --simulation [--rules fedavg skymask] [--clients 30] [--rounds 40] [--turns 3]

The shape of conf/experiments/fashion-scaled.conf: the paper's CNN, 100 images a client, batches of 10, a root dataset
of 100, 1000 test images a round; images are noise with a pattern a class. Both sides have one core and one thread, and
take turns. Each is run twice in a turn, with one cell and with three: half the difference is a cell of a process that
is warm, as almost all cells of an experiment are. Seconds of the processor, so that other work counts as little as
it may.
"""
import argparse
import json
import os
import statistics
import sys

import process
import project

MORE = 2
HOW = {"batch": 10, "rate": 0.1, "root": 100, "measured": 1000, "epochs": 20, "examples": 100}
RULES = {"fedavg": "{ label = FedAvg, aggregator = fedavg, aggregation.clip-norm = 0 }",
         "skymask": "{ label = SkyMask, aggregator = skymask, cluster.decision = verified }"}


def written(options):
    """The folder of the data, and what both sides are to do with it."""
    import generate
    import pyarrow as pa
    import pyarrow.parquet as pq
    import torch
    folder = project.OUT / f"simulation-{options.clients}"
    how = {**HOW, "clients": options.clients}
    if (folder / "how.json").exists() and json.loads((folder / "how.json").read_text()) == how:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    generator = torch.Generator().manual_seed(1)
    train = HOW["root"] + options.clients * HOW["examples"]
    features, labels = generate.images([1, 28, 28], train + 2 * HOW["measured"], generator)
    for name, part in (("train", slice(0, train)), ("test", slice(train, None))):
        pq.write_table(pa.table({"features": pa.array(list(features[part].reshape(-1, 784).numpy()), pa.list_(pa.float32())),
                                 "label": pa.array(labels[part].numpy(), pa.int32())}), folder / f"{name}.parquet")
    (folder / "how.json").write_text(json.dumps(how))
    return folder


def experiment(folder, options, rule, cells):
    file = folder / f"{rule}-{options.rounds}-{cells}.conf"
    file.write_text(f"""name = simulation
data {{ train = "{folder}/train.parquet", test = "{folder}/test.parquet" }}
federation {{ clients = {options.clients}, root-examples = {HOW["root"]}, architecture = cnn }}
training {{ rounds = {options.rounds}, batch-size = {HOW["batch"]}, learning-rate = {HOW["rate"]} }}
settings.gate.root-loss-factor = 0
measures.examples = {HOW["measured"]}
matrix {{ rules = [{RULES[rule]}], seeds = {list(range(1, cells + 1))} }}
""")
    return file


def product(folder, options, rule, cells):
    ended = process.run([project.HOME / "jobs/skymask", "simulate", experiment(folder, options, rule, cells),
                         "--output", folder / "out", "--no-resume", "--json"],
                        folder / "product.log", {"SKYMASK_MASTER": "local[1]", "OMP_NUM_THREADS": "1"})
    if json.loads(ended.output)["run"] != cells:
        raise project.Problem(f"the product ran other cells: {ended.output}")
    return ended.processor


def pytorch(folder, options, rule, cells):
    return process.run([sys.executable, project.HERE / "federation.py", folder, "--rule", rule, "--rounds", options.rounds,
                        "--cells", cells], folder / "pytorch.log", {"OMP_NUM_THREADS": "1"}).processor


def turn(folder, options, rule):
    """Of each side, processor seconds of a process with one cell, and of a further cell."""
    found = {}
    for name, side in (("product", product), ("pytorch", pytorch)):
        one = side(folder, options, rule, 1)
        found[name] = {"first": one, "further": (side(folder, options, rule, 1 + MORE) - one) / MORE}
        project.say(f"{rule}: {name} {found[name]['first']:.1f} s, a further cell {found[name]['further']:.1f} s")
    return found


def row(rule, turns):
    cells = [rule]
    for kind in ("first", "further"):
        ours, theirs = ([one[side][kind] for one in turns] for side in ("product", "pytorch"))
        ratios = sorted(t / o for o, t in zip(ours, theirs))
        cells += [f"{statistics.median(ours):.1f}", f"{statistics.median(theirs):.1f}",
                  f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"]
    return cells


def main(arguments):
    parser = argparse.ArgumentParser(prog="jobs/bench --simulation", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", nargs="+", choices=list(RULES), default=list(RULES))
    parser.add_argument("--clients", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args(arguments)
    project.require_torch()
    project.built()
    machine = project.machine()
    # The class-data archive is of a build, not of a cell.
    os.environ.setdefault("SKYMASK_ARCHIVE", "existing")
    folder = written(options)
    found = {rule: [turn(folder, options, rule) for _ in range(options.turns)] for rule in options.rules}
    print(f"{project.described(machine)}\n\nA cell of {options.clients} clients, {options.rounds} rounds, processor seconds:\n")
    print(project.table(["rule", "first cell, start included", "PyTorch", "PyTorch / product",
                         "a further cell", "PyTorch", "PyTorch / product"],
                        [row(rule, turns) for rule, turns in found.items()]))
    project.write("simulation", {"machine": machine, "options": vars(options), "runs": found})
