"""Momenta of a client of ByzFL (pip install byzfl==0.0.11), for MomentumTest.

Writes src/test/resources/rules/byzfl-momentum.json:
python src/test/python/byzfl_momentum_fixtures.py
"""

import json
from pathlib import Path

import numpy as np
import torch
from byzfl.fed_framework.client import Client

TARGET = Path(__file__).parents[1] / "resources" / "rules" / "byzfl-momentum.json"
MOMENTUM = 0.9
ROUNDS = 12
WIDTH = 7


class Given(Client):
    """A client whose gradients are given; its momentum is ByzFL's."""

    def __init__(self):
        self.momentum = MOMENTUM
        self.momentum_gradient = torch.zeros(WIDTH)

    def get_flat_gradients(self):
        return self.gradient


if __name__ == "__main__":
    random = np.random.default_rng(5)
    gradients = random.normal(0.5, 1.0, (ROUNDS, WIDTH)).astype(np.float32)
    client = Given()
    expected = []
    for gradient in gradients:
        client.gradient = torch.from_numpy(gradient)
        expected.append(client.get_flat_gradients_with_momentum().tolist())
    document = {"momentum": MOMENTUM, "gradients": gradients.tolist(), "expected": expected}
    TARGET.write_text(json.dumps(document) + "\n")
