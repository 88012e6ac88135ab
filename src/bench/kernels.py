"""Benchmarks of src/bench/java by JMH: --kernels, --engine, --jmh."""
import argparse
import json
import os
import subprocess
import sys
import tempfile

import project

KERNELS = r"org\.skymask\.kernel\..*"
ENGINE = r"org\.skymask\.engine\.EngineBenchmark.*"
MICRO_BATCH = 32
GOAL = 60


def jmh(arguments, output=None):
    """Exit status of JMH."""
    project.built()
    path = (project.HOME / "target/bench.classpath").read_text().strip()
    command = [project.java(), "-cp", f"target/test-classes:target/classes:{path}", "org.openjdk.jmh.Main", *map(str, arguments)]
    return subprocess.run(command, cwd=project.HOME, stdout=output).returncode


def results(pattern, arguments):
    """What JMH measured; its own report goes to standard error."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "jmh.json")
        if jmh([pattern, "-rf", "json", "-rff", file, *arguments], sys.stderr):
            raise project.Problem("JMH failed: see above")
        with open(file) as found:
            return json.load(found)


def own_pass(place, micro_batch=MICRO_BATCH):
    """Milliseconds of the model's own pass in the product's engine, by one thread and by all."""
    found = results(ENGINE, ["-p", f"folder={place}", "-p", f"microBatch={micro_batch}"])
    return {name_of(result): result["primaryMetric"]["score"] for result in found}


def name_of(result):
    return result["benchmark"].rsplit(".", 1)[1]


def per_second(result):
    """Gigabytes, or billions of pairs of words, over all threads; and the spread."""
    counter = next(iter(result["secondaryMetrics"].values()))
    runs = [value / 1e9 for fork in counter["rawData"] for value in fork]
    return sorted(runs)[len(runs) // 2], min(runs), max(runs)


def kernel_rows(found):
    triad = next((per_second(r)[0] for r in found if name_of(r) == "triad"), None)
    for result in found:
        middle, least, largest = per_second(result)
        bytes_moved = "bytes" in result["secondaryMetrics"]
        short = ".".join(result["benchmark"].rsplit(".", 2)[1:])
        yield [short, result.get("params", {}).get("rows", ""), f"{middle:.2f} {'GB/s' if bytes_moved else 'G word pairs/s'}",
               f"{least:.2f} to {largest:.2f}", f"{100 * middle / triad:.0f} %" if triad and bytes_moved else ""]


def main(arguments):
    parser = argparse.ArgumentParser(prog="jobs/bench --kernels", description="The kernels, beside a triad a = b + s·c in the same run, on all cores.",
                                     epilog="Further arguments go to JMH, -f 3 for one.")
    parser.add_argument("--name", default="kernels", help="of the JSON file")
    chosen, further = parser.parse_known_args(arguments)
    machine = project.machine()
    found = results(KERNELS, further)
    print("\nBytes that must move a second (step: 12 a mask value, mean: 8, triad: 12 an element as in STREAM), all cores\n")
    print(project.table(["kernel", "rows", "median", "spread", "of the triad"], kernel_rows(found)))
    steps = [row for row in kernel_rows(found) if row[0].endswith(".step") and row[4]]
    if steps:
        reached = min(float(row[4].split()[0]) for row in steps)
        print(f"\nThe mask step moves {reached:.0f} % of what the triad moves or more; the goal is {GOAL} %: {'met' if reached >= GOAL else 'missed'}.")
    print(f"\n{project.described(machine)}")
    project.write(chosen.name, {"machine": machine, "jmh": found})


def engine(arguments):
    parser = argparse.ArgumentParser(prog="jobs/bench --engine", description="The model's own forward and backward pass on the root dataset in the product's engine.",
                                     epilog="Further arguments go to JMH.")
    parser.add_argument("--model", action="append", help="cnn, resnet20, resnet18, mlp:WIDTH; may be repeated (default: cnn and resnet20)")
    parser.add_argument("--name", default="engine", help="of the JSON file")
    chosen, further = parser.parse_known_args(arguments)
    # One client: the model and the root dataset are all that is looked at.
    places = {model: project.files(model, 1) for model in chosen.model or ["cnn", "resnet20"]}
    machine = project.machine()
    found = {model: results(ENGINE, ["-p", f"folder={place}", *further]) for model, place in places.items()}
    rows = [[model, r["params"]["microBatch"], name_of(r), f"{r['primaryMetric']['score']:.1f}", f"{float(r['primaryMetric']['scoreError']):.1f}"]
            for model, all_of_it in found.items() for r in all_of_it]
    print("\n" + project.table(["model", "micro-batch", "threads", "ms", "± (99.9 %)"], rows))
    print(f"\n{project.described(machine)}")
    project.write(chosen.name, {"machine": machine, "jmh": found})
