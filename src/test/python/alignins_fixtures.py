"""Aggregates of random matrices by the public code of AlignIns, for AlignInsTest.

Needs torch, numpy, and a checkout of github.com/JiiahaoXU/AlignIns at aff6126c60b3e0ffb0339ceab4b98cad3baebd73, whose
src/aggregation.py is imported. Writes src/test/resources/rules/alignins.json:

    python src/test/python/alignins_fixtures.py CHECKOUT
"""

import argparse
import json
import sys
from pathlib import Path
from unittest.mock import MagicMock

import numpy as np
import torch

TARGET = Path(__file__).parents[1] / "resources" / "rules" / "alignins.json"

# seed, rows, of which attack, width, share, sign radius, direction radius
CASES = [
    (1, 7, 2, 20, 0.3, 1.0, 1.0),
    (2, 12, 3, 57, 0.3, 1.5, 2.0),
    (3, 9, 0, 33, 0.1, 2.0, 1.0),
    (4, 20, 8, 64, 0.5, 1.0, 1.0),
    (5, 6, 5, 11, 1.0, 3.0, 3.0),
    (6, 5, 1, 10, 0.3, 0.1, 0.1),
]


def aggregation(checkout):
    # Other rules of the file use them.
    for name in ["geom_median", "geom_median.torch", "utils", "sklearn", "sklearn.metrics", "sklearn.metrics.pairwise"]:
        sys.modules[name] = MagicMock()
    # The public code makes an int of an array of one index, which NumPy no longer does.
    np.argwhere = np.flatnonzero
    sys.path.insert(0, str(checkout / "src"))
    import aggregation as public

    return public.Aggregation


def case(rule, seed, rows, attackers, width, share, sign_radius, direction_radius):
    random = np.random.default_rng(seed)
    values = random.normal(0, 1, (rows, width)) + random.normal(0, 1, width)
    values[:attackers] *= -3
    values = values.astype(np.float32)
    base = random.normal(0, 1, width).astype(np.float32)
    settings = argparse.Namespace(
        aggr="alignins", server_lr=1, device="cpu", num_corrupt=attackers, sparsity=share, lambda_s=sign_radius, lambda_c=direction_radius
    )
    public = rule({i: 1 for i in range(rows)}, width, settings)
    updates = {i: torch.tensor(row) for i, row in enumerate(values)}
    aggregate = public.agg_alignins(updates, torch.tensor(base))
    return {
        "share": share,
        "signRadius": sign_radius,
        "directionRadius": direction_radius,
        "base": base.tolist(),
        "values": values.tolist(),
        "aggregate": aggregate.tolist(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    rule = aggregation(parser.parse_args().checkout)
    TARGET.write_text(json.dumps({"cases": [case(rule, *parameters) for parameters in CASES]}) + "\n")
