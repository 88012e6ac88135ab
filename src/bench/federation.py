#!/usr/bin/env python3
"""A federation as a plain loop in PyTorch: the yardstick of jobs/bench --simulation.

    federation.py FOLDER --rule fedavg|skymask --rounds R --cells N

One thread, everything in memory: the clients train one after the other by torch.optim.SGD, the
server takes the mean (`skymask`: trains its root update, clips, trains masks by the gradient in
closed form, takes their plane, and the mean of all), and the model is evaluated. No admission, no
digests, no mixtures and witnesses, no versions, no results. Prints a line of the last accuracies.
"""
import argparse
import json
import pathlib

import baseline
import numpy as np
import pyarrow.parquet as pq
import torch
from torch import nn

import generate


def read(file):
    table = pq.read_table(file)
    features = torch.from_numpy(table["features"].combine_chunks().values.to_numpy().copy())
    return features.view(-1, 1, 28, 28), torch.from_numpy(table["label"].to_numpy().astype(np.int64))


def flat(model):
    return torch.cat([p.detach().reshape(-1) for p in model.parameters()])


def put(model, values):
    nn.utils.vector_to_parameters(values, model.parameters())


def trained(model, base, features, labels, how, order):
    """Delta of a client's passes of SGD."""
    put(model, base.clone())
    optimiser = torch.optim.SGD(model.parameters(), lr=how["rate"])
    for at in range(0, len(order), how["batch"]):
        rows = order[at:at + how["batch"]]
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(features[rows]), labels[rows]).backward()
        optimiser.step()
    return flat(model) - base


def masked(model, features, labels):
    names, shapes = zip(*[(n, list(p.shape)) for n, p in model.named_parameters()])
    layout = {"tensors": [{"name": n, "shape": s, "trainable": True} for n, s in zip(names, shapes)]}
    return baseline.Masked(layout, {}, lambda x, *tensors: torch.func.functional_call(model, dict(zip(names, tensors)), (x,)),
                           features, labels)


def filtered(base, deltas, root, epochs):
    baseline.clipped(deltas)
    for _, _, logits in baseline.closed(base, deltas, root, epochs):
        pass
    return baseline.decided(logits, base, deltas)[1]


def accuracy(model, features, labels):
    with torch.no_grad():
        right = sum((model(features[at:at + 100]).argmax(1) == labels[at:at + 100]).sum().item()
                    for at in range(0, len(labels), 100))
    return right / len(labels)


def cell(seed, rule, rounds, how, data, test):
    torch.manual_seed(seed)
    model, _ = generate.architecture("cnn")
    features, labels = data
    rows = torch.randperm(len(labels))
    root = masked(model, features[rows[:how["root"]]], labels[rows[:how["root"]]])
    clients = rows[how["root"]:].chunk(how["clients"])
    base, found = flat(model), 0
    for number in range(1, rounds + 1):
        deltas = [trained(model, base, features, labels, how, client[torch.randperm(len(client))]) for client in clients]
        if rule == "skymask":
            deltas.append(baseline.root_update(base, root, how["rate"], how["batch"]))
            base = filtered(base, torch.stack(deltas), root, how["epochs"])
        else:
            base = base + torch.stack(deltas).mean(0)
        put(model, base.clone())
        count = len(test[1]) if number == rounds else how["measured"]
        found = accuracy(model, test[0][:count], test[1][:count])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rule", choices=["fedavg", "skymask"], required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--cells", type=int, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    how = json.loads((options.folder / "how.json").read_text())
    data, test = read(options.folder / "train.parquet"), read(options.folder / "test.parquet")
    print(*[cell(seed, options.rule, options.rounds, how, data, test) for seed in range(1, options.cells + 1)])


if __name__ == "__main__":
    main()
