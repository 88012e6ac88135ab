"""Aggregates of random matrices by the public code of FedSECA, for FedSecaTest.

Needs torch, numpy, and algorithms/federation_byz.py of github.com/JosephGeoBenjamin/FedSECA-ByzantineTolerance, of whose
class FedSECAΞByzantine the method sign_voted_mean is called. The numbers are of the version of that file with 52,331
characters, from an index of public code that does not name its commit; the class was taken out of it. Writes
src/test/resources/rules/fedseca.json:

    python src/test/python/fedseca_fixtures.py CHECKOUT
"""

import argparse
import json
import sys
from pathlib import Path
from unittest.mock import MagicMock

import numpy as np
import torch

TARGET = Path(__file__).parents[1] / "resources" / "rules" / "fedseca.json"

# seed, rows, of which attack, width, sparsity
CASES = [(1, 7, 2, 20, 0.9), (2, 12, 3, 57, 0.5), (3, 9, 0, 33, 0.0), (4, 20, 9, 64, 0.9), (5, 6, 4, 11, 0.3)]


def rule(checkout):
    # Other classes of the file use them.
    for name in ["h5py", "scipy", "pyod", "algorithms.federation_ops", "algorithms.byzantine_attacks", "utilities", "utilities.logUtils"]:
        sys.modules[name] = MagicMock()
    sys.path.insert(0, str(checkout))
    from algorithms import federation_byz

    return federation_byz.FedSECAΞByzantine


def case(public, seed, rows, attackers, width, sparsity):
    random = np.random.default_rng(seed)
    values = random.normal(0, 1, (rows, width)) + random.normal(0, 1, width)
    values[:attackers] *= -3
    values = values.astype(np.float32)
    server = public.__new__(public)
    server.tm_gamma = sparsity
    aggregate, _ = server.sign_voted_mean(torch.tensor(values))
    return {"sparsity": sparsity, "values": values.tolist(), "aggregate": aggregate.flatten().tolist()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    public = rule(parser.parse_args().checkout)
    TARGET.write_text(json.dumps({"cases": [case(public, *parameters) for parameters in CASES]}) + "\n")
