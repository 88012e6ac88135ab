"""jobs/bench --rules: each aggregation rule on Spark beside plain NumPy on the same updates, in the same run."""
import argparse
import collections
import json
import statistics
import subprocess
import time

import project

# Clients, and the model by its name in generate.py and its arguments: an MLP of 10,000,315 parameters, the paper's CNN.
SIZES = {"10 x 10M": (10, ("mlp", 12_579)), "100 x CNN": (100, ("cnn",))}
HEAP = "10g"
CLOSE = 1e-3
# They draw coordinates, and not the same ones in both.
DRAWN = {"dnc", "signguard", "bucketing+trimmed-mean"}


def updates(generator, clients, parameters, attackers):
    """Rows around a common direction, the first of them the opposite of it, three times as long."""
    import numpy as np
    rows = generator.standard_normal((clients, parameters), dtype=np.float32)
    rows += generator.standard_normal(parameters, dtype=np.float32)
    rows[:attackers] *= -3
    return rows


def write_model(made, folder):
    """Its layout and architecture; the number of its parameters, and of its last layer's."""
    import generate
    import torch
    model, shape = getattr(generate, made[0])(*made[1:])
    traced, names = generate.pure_function(model.eval(), torch.zeros(2, *shape))
    generate.save(traced, folder / "architecture.pt")
    state = model.state_dict()
    (folder / "layout.json").write_text(json.dumps({"format": "skymask-layout/1", "input": shape, "classes": 10, "tensors": [
        {"name": name, "shape": list(state[name].shape), "trainable": True} for name in names]}))
    return sum(t.numel() for t in state.values()), sum(state[name].numel() for name in names[-2:])


def on_spark(file, clients, runs, f, results, rules):
    """Seconds of each run by rule."""
    path = (project.HOME / "target/bench.classpath").read_text().strip()
    opens = [o for o in (project.HOME / "pom.xml").read_text().split("<spark.opens>")[1].split("</spark.opens>")[0].split()]
    command = [project.java(), *opens, f"-Xmx{HEAP}", "-cp", f"target/test-classes:target/classes:{path}", "org.skymask.round.RuleTimes",
               file, clients, runs, f, results, results, *rules]
    log = project.OUT / "rules.log"
    with open(log, "w") as errors:
        ended = subprocess.run([str(part) for part in command], cwd=project.HOME, stdout=subprocess.PIPE, stderr=errors, text=True)
    if ended.returncode:
        raise project.Problem(f"exit {ended.returncode}: see {log}")
    seconds = collections.defaultdict(list)
    for line in ended.stdout.splitlines():
        words = line.split()
        if len(words) == 2 and words[0] in rules:
            seconds[words[0]].append(float(words[1]))
    return seconds


def in_numpy(rule, rows, f, runs):
    """Its aggregate, and the seconds of each run after the first."""
    seconds = []
    for _ in range(runs + 1):
        begun = time.perf_counter()
        aggregate = rule(rows, f)
        seconds.append(time.perf_counter() - begun)
    return aggregate, seconds[1:]


def measured(size, runs, rules):
    import numpy as np
    import rules_numpy
    clients, made = SIZES[size]
    folder = project.OUT / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    parameters, rules_numpy.OUTPUTS = write_model(made, folder)
    f = clients // 5 if clients >= 20 else (clients - 3) // 4
    rows = updates(np.random.default_rng(1), clients, parameters, f)
    file = folder / "updates.f32"
    rows.tofile(file)
    project.say(f"{size}, f = {f}: Spark")
    ours = on_spark(file, clients, runs, f, folder, rules)
    for rule in rules:
        if rule in rules_numpy.MODELS:
            yield {"size": size, "rule": rule, "spark": ours[rule], "numpy": None, "off": None}
            continue
        project.say(f"{size}: {rule} in NumPy")
        expected, theirs = in_numpy(rules_numpy.RULES[rule], rows, f, runs)
        found = np.fromfile(folder / f"{rule}.f32", dtype=np.float32)
        off = float(np.linalg.norm(found - expected) / np.linalg.norm(expected))
        yield {"size": size, "rule": rule, "spark": ours[rule], "numpy": theirs, "off": off}
    file.unlink()


def row(result):
    ours = statistics.median(result["spark"])
    if result["numpy"] is None:
        return [result["size"], result["rule"], project.significant(ours), "", "", ""]
    theirs = statistics.median(result["numpy"])
    drawn = " (drawn)" if result["rule"] in DRAWN else " (differs)"
    agrees = f"{result['off']:.0e}" + ("" if result["off"] < CLOSE else drawn)
    return [result["size"], result["rule"], project.significant(ours), project.significant(theirs), project.significant(theirs / ours), agrees]


def main(arguments):
    project.require_torch()
    import rules_numpy
    parser = argparse.ArgumentParser(prog="jobs/bench --rules", description="Aggregation rules on Spark (local, all cores; updates in its memory) beside plain NumPy on the same updates.")
    parser.add_argument("--size", action="append", choices=sorted(SIZES), help="may be repeated (default: all)")
    parser.add_argument("--rule", action="append", choices=sorted([*rules_numpy.RULES, *rules_numpy.MODELS]), help="may be repeated (default: all)")
    parser.add_argument("--runs", type=int, default=5, help="of each, after one that does not count")
    parser.add_argument("--name", default="rules", help="of the JSON file")
    chosen = parser.parse_args(arguments)
    project.built()
    machine = project.machine()
    found = [result for size in chosen.size or SIZES for result in measured(size, chosen.runs, chosen.rule or [*rules_numpy.RULES, *rules_numpy.MODELS])]
    head = ["updates", "rule", "Spark, s", "NumPy, s", "NumPy / Spark", "aggregates apart"]
    print("\n" + project.table(head, [row(result) for result in found]))
    print(f"\nMedians of {chosen.runs}; above 1 the product is faster. {project.described(machine)}")
    project.write(chosen.name, {"machine": machine, "results": found})
