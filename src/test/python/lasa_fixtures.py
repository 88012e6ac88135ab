"""Aggregates of random matrices by the public code of LASA, for LasaTest.

Needs torch, numpy, and a checkout of github.com/JiiahaoXU/LASA at 6fb9e54554738de67b54598f4df87adb9633e962, whose
algorithms/defense/lasa.py is imported. Writes src/test/resources/rules/lasa.json:

    python src/test/python/lasa_fixtures.py CHECKOUT
"""

import argparse
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch

TARGET = Path(__file__).parents[1] / "resources" / "rules" / "lasa.json"

# seed, rows, of which attack, shapes of the tensors, sparsity, norm radius, sign radius
CASES = [
    (1, 7, 2, [[4, 3], [4]], 0.3, 1.0, 1.0),
    (2, 12, 3, [[5, 4], [5], [2, 5], [2]], 0.3, 2.0, 1.0),
    (3, 20, 8, [[3, 1, 2, 2], [3], [2, 3]], 0.6, 1.0, 2.0),
    (4, 5, 0, [[6, 2], [3]], 0.0, 1.4, 1.6),
    (5, 8, 3, [[3, 3], [3]], 0.3, 0.1, 0.1),
]


def rule(checkout):
    # The public code makes an int of an array of one index, which NumPy no longer does.
    np.argwhere = np.flatnonzero
    sys.path.insert(0, str(checkout))
    # The public code puts its masks on a card.
    torch.Tensor.cuda = lambda tensor: tensor
    from algorithms.defense.lasa import lasa

    return lasa


def tensors(row, shapes):
    found, start = {}, 0
    for t, shape in enumerate(shapes):
        size = math.prod(shape)
        found[f"{t}.weight"] = torch.tensor(row[start : start + size]).reshape(shape)
        start += size
    return found


def case(lasa, seed, rows, attackers, shapes, sparsity, norm_radius, sign_radius):
    random = np.random.default_rng(seed)
    width = sum(math.prod(shape) for shape in shapes)
    values = random.normal(0, 1, (rows, width)) + random.normal(0, 1, width)
    values[:attackers] *= -3
    values = values.astype(np.float32)
    settings = argparse.Namespace(sparsity=sparsity, num_selected_users=rows, lambda_n=norm_radius, lambda_s=sign_radius)
    model = lasa([tensors(row, shapes) for row in values], tensors(np.zeros(width, dtype=np.float32), shapes), settings)
    return {
        "sparsity": sparsity,
        "normRadius": norm_radius,
        "signRadius": sign_radius,
        "shapes": shapes,
        "values": values.tolist(),
        "aggregate": torch.cat([tensor.flatten() for tensor in model.values()]).tolist(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    public = rule(parser.parse_args().checkout)
    TARGET.write_text(json.dumps({"cases": [case(public, *parameters) for parameters in CASES]}) + "\n")
