"""jobs/bench --growth: mask training over n and over D, exponents, and a picture."""
import argparse
import json
import math
import pathlib
import subprocess
import sys

import picture
import project

CLIENTS = [64, 128, 256, 512, 1024]
WIDTHS = [88, 176, 352, 704, 1408]
GOAL = 1.05
PARTS = [("epoch", "epoch"), ("gradient", "root gradient"), ("mask", "masks"), ("gram", "Gram matrices")]
PICTURE = project.HOME / "src/site/resources/images/growth.svg"


def measured(pairs, heap="8g"):
    """One JVM for all (folder, clients): what each took, in their order."""
    path = (project.HOME / "target/bench.classpath").read_text().strip()
    command = [project.java(), f"-Xmx{heap}", "-XX:+UseParallelGC", "@jobs/lib/java.options",
               "-cp", f"target/test-classes:target/classes:{path}", "org.skymask.mask.Growth", *(str(word) for pair in pairs for word in pair)]
    found = []
    with subprocess.Popen(command, cwd=project.HOME, stdout=subprocess.PIPE, stderr=sys.stderr, text=True) as child:
        for line in child.stdout:
            if line.startswith("{"):
                found.append(json.loads(line))
                project.say(f"{found[-1]['clients']} × {found[-1]['parameters']:,}: epoch {1e3 * found[-1]['epoch']:.1f} ms")
    if child.returncode or len(found) != len(pairs):
        raise project.Problem(f"exit {child.returncode} after {len(found)} of {len(pairs)} sizes")
    return found


def exponent(sizes, seconds):
    """Slope of a straight line through the logarithms, by least squares."""
    points = [(math.log(x), math.log(y)) for x, y in zip(sizes, seconds) if y > 0]
    if len(points) < 2:
        return float("nan")
    across = sum(x for x, _ in points) / len(points)
    up = sum(y for _, y in points) / len(points)
    return sum((x - across) * (y - up) for x, y in points) / sum((x - across) ** 2 for x, _ in points)


def exponents(found, axis):
    """By part: over all sizes, and over the last doubling, where fixed costs weigh least."""
    return {key: {"all": exponent([r[axis] for r in found], [r[key] for r in found]),
                  "last": exponent([r[axis] for r in found[-2:]], [r[key] for r in found[-2:]])} for key, _ in PARTS}


def shown(found, axis, fitted):
    rows = [[f"{r['clients']:,}", f"{r['parameters']:,}", *(project.significant(1e3 * r[key]) for key, _ in PARTS)] for r in found]
    for kind, label in (("all", "exponent"), ("last", "of the last doubling")):
        rows.append([label, "", *(f"{fitted[key][kind]:.2f}" for key, _ in PARTS)])
    print(f"\nOver {'the clients' if axis == 'clients' else 'the parameters'}, ms\n")
    print(project.table(["clients", "parameters", *(label for _, label in PARTS)], rows))


def sizes(text):
    return [int(word) for word in text.split(",")]


def main(arguments):
    parser = argparse.ArgumentParser(prog="jobs/bench --growth", description=__doc__)
    parser.add_argument("--clients", type=sizes, default=CLIENTS, metavar="N,N,…", help="of the CNN (default 64 to 1024)")
    parser.add_argument("--widths", type=sizes, default=WIDTHS, metavar="W,W,…", help="of a 784 × W × 10 perceptron, 100 clients (default 88 to 1408)")
    parser.add_argument("--heap", default="8g")
    parser.add_argument("--picture", type=pathlib.Path, default=PICTURE)
    parser.add_argument("--name", default="growth", help="of the JSON file")
    chosen = parser.parse_args(arguments)
    if min(len(chosen.clients), len(chosen.widths)) < 2:
        raise project.Problem("a line needs two sizes at least, --clients and --widths")
    project.built()
    cnn = project.files("cnn", 1)
    perceptrons = [project.files(f"mlp:{width}", 1) for width in chosen.widths]
    machine = project.machine()
    found = measured([*((cnn, n) for n in chosen.clients), *((place, 100) for place in perceptrons)], chosen.heap)
    lines = {"clients": found[:len(chosen.clients)], "parameters": found[len(chosen.clients):]}
    fitted = {axis: exponents(results, axis) for axis, results in lines.items()}
    for axis, results in lines.items():
        shown(results, axis, fitted[axis])
    worst = max(fitted[axis][key]["all"] for axis in lines for key in ("epoch", "mask"))
    print(f"\nLargest exponent of an epoch or its mask part: {worst:.2f}; the goal is {GOAL} at most: {'met' if worst <= GOAL else 'missed'}."
          " The Gram part takes n²·D/128 word operations by design.")
    print(f"\n{project.described(machine)}")
    chosen.picture.parent.mkdir(parents=True, exist_ok=True)
    chosen.picture.write_text(picture.draw(lines, fitted, PARTS))
    print(f"Drawn: {chosen.picture}", file=sys.stderr)
    project.write(chosen.name, {"machine": machine, "lines": lines, "exponents": fitted})
