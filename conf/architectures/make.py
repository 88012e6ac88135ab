#!/usr/bin/env python3
"""Makes the shipped architectures: <name>/layout.json and <name>/architecture.pt, without any weights.

    make.py [FOLDER]

The three models of the SkyMask paper: its CNN for 28 x 28 images (139,960 parameters), ResNet-20 for
32 x 32 x 3, and softmax regression on 28 x 28. Initial values are drawn in Java from a cell's seed.
Needs torch; the networks are those of src/bench/generate.py.
"""
import json
import pathlib
import sys

import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "src/bench"))
import generate  # noqa: E402


def softmax():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), [1, 28, 28]


def main(folder):
    makers = {"cnn": generate.cnn, "resnet20": lambda: generate.resnet([16, 32, 64], 3), "softmax": softmax}
    for name, make in makers.items():
        torch.manual_seed(0)
        model, shape = make()
        model.eval()
        traced, names = generate.pure_function(model, torch.zeros(2, *shape))
        directory = folder / name
        directory.mkdir(parents=True, exist_ok=True)
        traced.save(str(directory / "architecture.pt"))
        trainable, state = dict(model.named_parameters()), model.state_dict()
        layout = {"format": "skymask-layout/1", "input": shape, "classes": 10, "tensors": [
            {"name": n, "shape": list(state[n].shape), "trainable": n in trainable} for n in names]}
        (directory / "layout.json").write_text(json.dumps(layout, indent=1) + "\n")
        print(name, sum(p.numel() for p in model.parameters()), "parameters")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
