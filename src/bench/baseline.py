#!/usr/bin/env python3
"""Mask training of one round as an able PyTorch user would write it: the yardstick of jobs/bench.

    baseline.py --models DIR --updates DIR --root FILE --round R [--variant autograd|closed] [--epochs N]

Tensors of rows x D in float32, one optimiser step an epoch, on the files that the product reads.
`autograd` differentiates the sigmoid-weighted mean and steps with torch.optim.SGD; `closed` takes
the closed-form gradient, which needs the model's own backward pass only. Both go on to the Gram
matrix of the binary masks, its two leading eigenvectors and the mean update; they are spared
mixtures, witnesses and files. All cores are used. Prints one JSON object, seconds and bytes:

    read       uploads, model and root data read, root update trained, norms clipped
    epochs     of each epoch of mask training
    training   of all of them
    decision   Gram matrix, plane, mean of all clients
    wall       from the first import to the mean
    ownPass    the model's forward and backward pass on the root dataset alone, warm
    losses     root loss before each epoch's step: they must be the product's
    processor  seconds of all cores, without ownPass
    peakBytes  peak resident memory, without ownPass

Needs torch, numpy and pyarrow.
"""
import time

STARTED = time.perf_counter()

import argparse  # noqa: E402
import json  # noqa: E402
import pathlib  # noqa: E402
import resource  # noqa: E402
import statistics  # noqa: E402

import numpy as np  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402
import torch  # noqa: E402

RATE = 1e5


def vector(files, layout):
    """The trainable tensors of shards, flat in layout order, and the others one by one."""
    found = {t["name"]: np.empty(int(np.prod(t["shape"])), np.float32) for t in layout["tensors"]}
    for file in files:
        table = pq.read_table(file, columns=["tensor", "offset", "values"])
        values = table["values"].combine_chunks()
        ends = values.offsets.to_numpy()
        flat = values.values.to_numpy()
        for i, (name, offset) in enumerate(zip(table["tensor"].to_pylist(), table["offset"].to_pylist())):
            chunk = flat[ends[i]:ends[i + 1]]
            found[name][offset:offset + len(chunk)] = chunk
    trainable = [found[t["name"]] for t in layout["tensors"] if t["trainable"]]
    state = {t["name"]: torch.from_numpy(found[t["name"]]).view(t["shape"]) for t in layout["tensors"] if not t["trainable"]}
    return torch.from_numpy(np.concatenate(trainable)), state


class Masked:
    """The model as a function of its flat trainable parameters, and its loss on the root dataset."""

    def __init__(self, layout, state, model, features, labels):
        self.layout, self.state, self.model, self.features, self.labels = layout, state, model, features, labels

    def loss(self, flat):
        tensors, at = [], 0
        for spec in self.layout["tensors"]:
            if spec["trainable"]:
                size = int(np.prod(spec["shape"]))
                tensors.append(flat[at:at + size].view(spec["shape"]))
                at += size
            else:
                tensors.append(self.state[spec["name"]])
        return torch.nn.functional.cross_entropy(self.model(self.features, *tensors), self.labels)


def autograd(base, deltas, masked, epochs):
    """Everything by autograd. The step of one logit is clamped to [-1, 1], as the method says."""
    logits = torch.ones_like(deltas, requires_grad=True)
    optimiser = torch.optim.SGD([logits], lr=RATE * len(deltas))
    for _ in range(epochs):
        begun = time.perf_counter()
        optimiser.zero_grad()
        soft = torch.sigmoid(logits)
        loss = masked.loss(base + (soft * deltas).sum(0) / soft.sum(0))
        loss.backward()
        limit = 1 / (RATE * len(deltas))
        logits.grad.clamp_(-limit, limit)
        optimiser.step()
        yield loss.item(), time.perf_counter() - begun, logits


def closed(base, deltas, masked, epochs):
    """The gradient of the mask in closed form; autograd for the model alone."""
    logits = torch.ones_like(deltas)
    for _ in range(epochs):
        begun = time.perf_counter()
        soft = torch.sigmoid(logits)
        total = soft.sum(0)
        mean = (soft * deltas).sum(0) / total
        flat = (base + mean).requires_grad_(True)
        loss = masked.loss(flat)
        gradient = torch.autograd.grad(loss, flat)[0]
        step = (deltas - mean).mul_(RATE * len(deltas) * gradient / total).mul_(soft).mul_(soft.neg_().add_(1))
        logits.sub_(step.clamp_(-1, 1))
        yield loss.item(), time.perf_counter() - begun, logits


def own_pass(base, masked, times=16):
    """Seconds of the model's own forward and backward pass on the root dataset: median when warm."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        flat = base.clone().requires_grad_(True)
        torch.autograd.grad(masked.loss(flat), flat)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds[times // 2:])


def decided(logits, base, deltas):
    """The plane of the binary masks by their Gram matrix, and the mean of the clients."""
    bits = (logits > 0).float()
    gram = bits @ bits.T
    gram -= gram.mean(0)
    gram -= gram.mean(1, keepdim=True)
    values, vectors = torch.linalg.eigh(gram)
    return vectors[:, -2:] * values[-2:].clamp(min=0).sqrt(), base + deltas[:-1].mean(0)


def clipped(deltas, factor=2.0):
    """The clients' rows, scaled down to twice the median of their norms."""
    norms = deltas[:-1].norm(dim=1)
    limit = factor * norms.median() if len(norms) % 2 else factor * norms.sort()[0][len(norms) // 2 - 1:len(norms) // 2 + 1].mean()
    deltas[:-1] *= (limit / norms.clamp(min=1e-30)).clamp(max=1)[:, None]


def root_update(base, masked, rate, size):
    """One pass of plain SGD over the root data in file order."""
    flat = base.clone()
    features, labels = masked.features, masked.labels
    for at in range(0, len(features), size):
        masked.features, masked.labels = features[at:at + size], labels[at:at + size]
        point = flat.clone().requires_grad_(True)
        flat = flat - rate * torch.autograd.grad(masked.loss(point), point)[0]
    masked.features, masked.labels = features, labels
    return flat - base


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", type=pathlib.Path, required=True)
    parser.add_argument("--updates", type=pathlib.Path, required=True)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--round", type=int, default=1)
    parser.add_argument("--root-rate", type=float, default=0.05)
    parser.add_argument("--root-batch", type=int, default=32)
    parser.add_argument("--variant", choices=["autograd", "closed"], default="autograd")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)

    begun = time.perf_counter()
    home = options.models / f"round={options.round - 1}"
    attempt = home / f"attempt={json.loads((home / 'commit.json').read_text())['attempt']}"
    layout = json.loads((attempt / "layout.json").read_text())
    base, state = vector(sorted((attempt / "parameters").glob("*.parquet")), layout)
    clients = sorted((options.updates / f"round={options.round}").glob("client=*"))
    deltas = torch.empty(len(clients) + 1, len(base))
    for row, client in zip(deltas, clients):
        row.copy_(vector(sorted(client.glob("*.parquet")), layout)[0])
    table = pq.read_table(options.root)
    features = torch.from_numpy(table["features"].combine_chunks().values.to_numpy().copy())
    labels = torch.from_numpy(table["label"].to_numpy().astype(np.int64))
    masked = Masked(layout, state, torch.jit.load(str(attempt / "architecture.pt")),
                    features.view(-1, *layout["input"]), labels)
    deltas[-1] = root_update(base, masked, options.root_rate, options.root_batch)
    clipped(deltas)
    trained = time.perf_counter()
    losses, seconds = [], []
    for loss, second, logits in {"autograd": autograd, "closed": closed}[options.variant](base, deltas, masked, options.epochs):
        losses.append(loss)
        seconds.append(second)
    known = time.perf_counter()
    decided(logits.detach(), base, deltas)
    done = time.perf_counter()
    processor = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({
        "variant": options.variant, "clients": len(clients), "parameters": len(base), "threads": torch.get_num_threads(),
        "read": trained - begun, "epochs": seconds, "training": known - trained, "decision": done - known,
        "wall": done - STARTED, "ownPass": own_pass(base, masked), "losses": losses,
        "processor": processor, "peakBytes": peak}))


if __name__ == "__main__":
    main()
