#!/usr/bin/env python3
"""Makes the model that conf/experiments/cifar10-scaled.conf starts from: a ResNet-20 that has seen other images.

    resnet20.py target/cifar-10-batches-bin target/resnet20

A federation of 2,000 images cannot train a ResNet-20 from random values in some tens of rounds, the less so
as batch norm keeps its statistics. So the server begins: one pass over data_batch_1.bin to data_batch_4.bin,
40,000 images, with batch statistics. Clients and root dataset take theirs from data_batch_5.bin. cifar10.py
makes these files. Needs numpy and skymask-client[torch].
"""
import pathlib
import sys

import generate
import numpy as np
import torch
from torch import nn

from skymask_client.export import export_model

BATCH, RATE = 64, 0.1


def images(file):
    """[10000][3][32][32] pixels from 0 to 1, [10000] labels."""
    rows = np.fromfile(file, np.uint8).reshape(-1, 1 + 3 * 32 * 32)
    return torch.from_numpy(rows[:, 1:].reshape(-1, 3, 32, 32) / np.float32(255)), torch.from_numpy(rows[:, 0].astype(np.int64))


def train(model, features, labels):
    """One pass; the rate falls to 0 along half a cosine."""
    steps = len(labels) // BATCH
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=0.9, weight_decay=5e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    model.train()
    for chosen in torch.randperm(len(labels))[:steps * BATCH].reshape(steps, BATCH):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(features[chosen]), labels[chosen]).backward()
        optimizer.step()
        schedule.step()
    return model.eval()


def accuracy(model, features, labels):
    with torch.no_grad():
        return (model(features).argmax(1) == labels).float().mean().item()


def main(data, target):
    features, labels = (torch.cat(parts) for parts in zip(*(images(data / f"data_batch_{i}.bin") for i in range(1, 5))))
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model, _ = generate.resnet([16, 32, 64], 3)
    train(model, features, labels)
    export_model(model, [3, 32, 32], target)
    tested = accuracy(model, *images(data / "test_batch.bin"))
    print(f"ResNet-20 with {100 * tested:.1f} % on the test images: {target}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
