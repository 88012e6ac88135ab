"""Forecasts of random series by the public code of FLANDERS, for MatrixForecastTest.

Needs numpy and baselines/flanders/flanders/strategy.py of github.com/adap/flower at
f559a5c60df7113de2b19f6592d27e26d2277897, of which the function mar is taken alone. It starts from random matrices; here
they are the unit matrix, as in MatrixForecast. Writes src/test/resources/rules/flanders.json:

    python src/test/python/flanders_fixtures.py CHECKOUT
"""

import argparse
import ast
import json
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parents[1] / "resources" / "rules" / "flanders.json"
FILE = "baselines/flanders/flanders/strategy.py"

# seed, earlier rounds, rows, coordinates, iterations, ridge
CASES = [(1, 1, 4, 3, 100, 1.0), (2, 2, 3, 5, 100, 1.0), (3, 5, 10, 8, 20, 0.1), (4, 3, 6, 6, 1, 2.0)]


def function(checkout):
    tree = ast.parse((checkout / FILE).read_text())
    tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "mar"]
    found = {"np": np}
    exec(compile(tree, FILE, "exec"), found)
    return found["mar"]


def case(mar, seed, times, rows, width, iterations, ridge):
    random = np.random.default_rng(seed)
    series = random.normal(0, 1, (rows, width))[None] + 0.1 * random.normal(0, 1, (times, rows, width)).cumsum(axis=0)
    np.random.randn = lambda m, n: np.identity(m)
    found = mar(np.transpose(series, (1, 2, 0)), 1, alpha=ridge, beta=ridge, maxiter=iterations)
    return {"iterations": iterations, "ridge": ridge, "series": series.tolist(), "forecast": found[:, :, 0].tolist()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    public = function(parser.parse_args().checkout)
    TARGET.write_text(json.dumps({"cases": [case(public, *parameters) for parameters in CASES]}) + "\n")
