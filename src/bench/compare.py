"""jobs/bench: the product beside the yardstick in PyTorch, alternating, on the same files.

The yardstick is src/bench/baseline.py: "autograd" by PyTorch's autograd, "closed" with the mask's gradient
in closed form, "tuned" the first of them where the allocator is told to keep the memory of large tensors.
"""
import argparse
import pathlib
import statistics

import growth
import kernels
import project
import rounds

LOSS = 1e-3
FIGURES = [
    ("warm epoch, ms", "epoch", 1e3),
    ("mask training, s", "training", 1),
    ("mask training to mean, s", "whole", 1),
    ("start to commit (mean), s", "wall", 1),
    ("peak resident memory, MiB", "peakBytes", 2 ** -20),
    ("processor time, s", "processorSeconds", 1)]


def options(arguments):
    parser = argparse.ArgumentParser(prog="jobs/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="cnn", help="cnn, resnet20, resnet18 or mlp:WIDTH")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=0, help="of each of them (default: all cores)")
    parser.add_argument("--folder", type=pathlib.Path, default=project.OUT, help="where files and results go")
    parser.add_argument("--name", help="of the JSON file (default: MODEL-CLIENTS)")
    parser.add_argument("--variants", default=",".join(rounds.BASELINES), help="of the yardstick; none: the product alone")
    parser.add_argument("--other", action="append", default=[], metavar="[NAME=]COMMAND",
                        help="a further program that prints baseline.py's JSON; {folder} {models} {updates} {root} {epochs} are filled in")
    parser.add_argument("--no-engine", action="store_true", help="leave out the engine's own pass and the epoch in a JVM that has long been warm")
    return parser.parse_args(arguments)


def programs(chosen):
    """By name: a function of place, epochs and threads."""
    named = {"product": rounds.product}
    for variant in filter(None, chosen.variants.replace("none", "").split(",")):
        if variant not in rounds.BASELINES:
            raise project.Problem(f"--variants {variant}: expected some of {', '.join(rounds.BASELINES)}, or none")
        named[variant] = lambda *given, v=variant: rounds.baseline(v, *given)
    for i, text in enumerate(chosen.other):
        name, found, command = text.partition("=")
        if not found or not name.isidentifier():
            name, command = f"other{i + 1 if i else ''}", text
        named[name] = lambda *given, n=name, c=command: rounds.other(n, c, *given)
    return named


def measured(named, place, chosen):
    """Runs by name; who begins changes from run to run."""
    runs = {name: [] for name in named}
    names = list(named)
    for i in range(chosen.runs):
        for name in names[i % len(names):] + names[:i % len(names)]:
            result = named[name](place, chosen.epochs, chosen.threads)
            runs[name].append(result)
            project.say(f"run {i + 1} of {chosen.runs}, {name}: epoch {1e3 * result['epoch']:.1f} ms,"
                        f" training {result['training']:.2f} s, {result['peakBytes'] / 2 ** 20:.0f} MiB")
    return runs


def deviation(losses, expected):
    """The largest relative difference of two runs' losses."""
    if len(losses) != len(expected):
        return float("inf")
    return max(abs(a - b) / max(abs(b), 1e-30) for a, b in zip(losses, expected))


def void(runs):
    """Why the comparison is worth nothing, sentences."""
    said = []
    models = {run["model"] for run in runs["product"]}
    if len(models) > 1:
        said.append(f"the product made {len(models)} different models of the same files")
    for variant in [name for name in rounds.BASELINES if name in runs]:
        worst = max(deviation(run["losses"], mine["losses"]) for run, mine in zip(runs[variant], runs["product"]))
        if not worst <= LOSS:
            said.append(f"losses of {variant} and product differ by {worst:.1e} (relative), more than {LOSS:.0e}")
    return said


def ratios(runs, name, key):
    """Of another program to the product, paired by run: least, median, largest; None where it has no such figure."""
    if any(key not in run for run in runs[name]):
        return None
    found = [theirs[key] / mine[key] for theirs, mine in zip(runs[name], runs["product"])]
    return {"least": min(found), "median": statistics.median(found), "largest": max(found)}


def rows(runs):
    for label, key, unit in FIGURES:
        row = [label]
        for name in runs:
            values = [run[key] * unit for run in runs[name] if key in run]
            cell = project.significant(statistics.median(values)) if values else "–"
            ratio = ratios(runs, name, key) if name != "product" else None
            if ratio:
                cell += f" (× {ratio['median']:.2f}; {ratio['least']:.2f} to {ratio['largest']:.2f})"
            row.append(cell)
        yield row


def own_pass_row(runs, engine):
    row = ["model's own pass, ms"]
    for name in runs:
        if name == "product":
            row.append(f"{engine['sideBySide']:.1f} ({engine['oneThread']:.1f} by one thread)" if engine else "–")
        else:
            values = [1e3 * run["ownPass"] for run in runs[name] if "ownPass" in run]
            row.append(project.significant(statistics.median(values)) if values else "–")
    return row


def stage_rows(runs):
    for stage in runs[0]["stages"]:
        values = [run["stages"].get(stage, 0) for run in runs]
        yield [stage, f"{statistics.median(values):.2f}", f"{min(values):.2f} to {max(values):.2f}"]
    rest = [run["wall"] - sum(run["stages"].values()) for run in runs]
    yield ["start of the JVM, Spark, to commit: the rest", f"{statistics.median(rest):.2f}", f"{min(rest):.2f} to {max(rest):.2f}"]


def main(arguments):
    chosen = options(arguments)
    if chosen.runs < 1 or chosen.epochs < 2:
        raise project.Problem("--runs is to be 1 or more, --epochs 2 or more")
    project.built()
    named = programs(chosen)
    if rounds.BASELINES.keys() & named.keys():
        project.require_torch()
    place = project.files(chosen.model, chosen.clients, chosen.folder)
    machine = project.machine()
    runs = measured(named, place, chosen)
    engine = None if chosen.no_engine else kernels.own_pass(place)
    long = None if chosen.no_engine else growth.measured([(place, chosen.clients)])[0]
    said = void(runs)
    size = project.parameters(place)

    print(f"\n{chosen.clients} × {chosen.model} ({size:,} parameters), {chosen.epochs} epochs, medians of {chosen.runs} runs;"
          " in brackets the ratio to the product, its median, least and largest over the runs\n")
    print(project.table(["", *runs], [*rows(runs), own_pass_row(runs, engine)]))
    if engine:
        print(f"\nIn a JVM that has long been warm an epoch of the product takes {1e3 * long['epoch']:.1f} ms (the root gradient"
              f" {1e3 * long['gradient']:.1f}, the masks {1e3 * long['mask']:.1f}), {1e3 * long['epoch'] / engine['sideBySide']:.2f} × its model's own pass.")
    print(f"\n{project.table(['stage of the product', 'median, s', 'spread, s'], stage_rows(runs['product']))}\n")
    print(project.described(machine))
    for why in said:
        print(f"VOID: {why}")
    project.write(chosen.name or place.name, {
        "model": chosen.model, "clients": chosen.clients, "parameters": size, "epochs": chosen.epochs, "threads": chosen.threads or machine["cores"],
        "machine": machine, "void": said, "engine": engine, "longWarm": long, "runs": runs,
        "ratios": {name: {key: ratios(runs, name, key) for _, key, _ in FIGURES} for name in runs if name != "product"}}, chosen.folder)
    if said:
        raise SystemExit(1)
