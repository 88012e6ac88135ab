#!/usr/bin/env python3
"""Ten rounds of ResNet-20 with real batch norm, once with everybody honest, once with a silo that poisons its state.

    poisoned_state.py FOLDER [--rounds 10] [--shift -30] [--tensor running_var] [--data DIRECTORY]

Eight silos train on Fashion-MNIST (Debian's dataset-fashion-mnist) by the Python client and PyTorch; in the second
federation silo-0 trains like the others and adds SHIFT to one element of a running statistic of what it sends. The
layout does not mark variances there, so that admission lets it pass and the median has to bear it. Prints the accuracy
of every version; and for each version of the second federation, on all test images, the accuracy of the same model with
what the element would be without the poison, and with the mean of the state in the median's place. The two federations
drift apart by themselves, because other honest silos are left out. Needs torch, the client (clients/python) and a build.
"""
import argparse
import gzip
import json
import pathlib
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import torch
from torch import nn

import skymask_client as skymask
from skymask_client.export import export_model

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import generate  # noqa: E402

SILOS, EXAMPLES, ROOT, TEST, WHOLE, BATCH = 8, 600, 200, 1000, 10000, 32


def idx(file, offset):
    return np.frombuffer(gzip.open(file).read(), np.uint8, offset=offset)


def dataset(directory, part, count, start=0):
    """Images of 28 x 28 in the middle of 32 x 32, three times for the three channels."""
    directory = pathlib.Path(directory)
    images = idx(directory / f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28)[start:start + count]
    labels = idx(directory / f"{part}-labels-idx1-ubyte.gz", 8)[start:start + count]
    padded = np.pad(images.astype(np.float32) / 255, ((0, 0), (2, 2), (2, 2)))
    return torch.from_numpy(np.repeat(padded[:, None], 3, 1)), torch.from_numpy(labels.astype(np.int64))


def write(file, data):
    features, labels = data
    rows = pa.array(list(features.reshape(len(features), -1).numpy()), pa.list_(pa.float32()))
    pq.write_table(pa.table({"features": rows, "label": pa.array(labels.numpy(), pa.int32())}), file)


def train(net, data, seed):
    torch.manual_seed(seed)
    net.train()
    optimiser = torch.optim.SGD(net.parameters(), 0.05)
    features, labels = data
    for batch in torch.randperm(len(features)).split(BATCH):
        optimiser.zero_grad()
        nn.functional.cross_entropy(net(features[batch]), labels[batch]).backward()
        optimiser.step()


def command(folder, name, *arguments):
    run = subprocess.run([HERE.parent.parent / "jobs/skymask", name, "--config", folder / "skymask.conf", "--json", *arguments],
                         capture_output=True, text=True)
    if run.returncode not in (0, 4):
        sys.exit(f"{name} ended with {run.returncode}: {run.stderr[-2000:]}")
    return json.loads(run.stdout)


def unmarked(layout):
    """The layout as of a client that does not know variances."""
    content = json.loads(layout.read_text())
    for tensor in content["tensors"]:
        tensor.pop("variance", None)
    layout.write_text(json.dumps(content))


def accuracy(net, data):
    net.eval()
    with torch.no_grad():
        right = sum((net(x).argmax(1) == y).sum().item() for x, y in zip(data[0].split(250), data[1].split(250)))
    return 100 * right / len(data[0])


def without_poison(folder, done, net, tensor, sent, shift, data):
    """The accuracy of a version, of the same without the poison in it, and with the mean of what the accepted sent."""
    [attempt] = folder.glob(f"models/round={done['round']}/attempt={done['attempt']}")
    clients = pq.read_table(attempt / "clients.parquet", columns=["client", "verdict"]).to_pylist()
    accepted = [client["client"] for client in clients if client["verdict"] == "accepted"]
    found = np.array([sent[client] for client in accepted])
    honest = found - np.array([shift if client == "silo-0" else 0 for client in accepted])
    net.load_state_dict(skymask.read_model(str(folder / "models")).state_dict(), strict=False)
    results = [accuracy(net, data)]
    for value in (np.median(honest), np.mean(found)):
        net.state_dict()[tensor][0] = float(value)
        results.append(accuracy(net, data))
    return results


def federation(folder, silos, options, poisons):
    folder.mkdir(parents=True)
    torch.manual_seed(1)
    net, shape = generate.architecture("resnet20")
    export_model(net, shape, str(folder / "version-0"))
    unmarked(folder / "version-0/layout.json")
    root = dataset(options.data, "train", ROOT, SILOS * EXAMPLES)
    write(folder / "root.parquet", root)
    write(folder / "test.parquet", dataset(options.data, "t10k", TEST))
    (folder / "skymask.conf").write_text(
        f'federation = state\nupdates = "{folder}/updates"\nmodels = "{folder}/models"\n'
        f'root {{ data = "{folder}/root.parquet", learning-rate = 0.05, batch-size = {BATCH} }}\n')
    command(folder, "init", "--from", folder / "version-0")
    last = [name for name in net.state_dict() if name.endswith(options.tensor)][-1]
    whole = dataset(options.data, "t10k", WHOLE)
    for round in range(1, options.rounds + 1):
        sent = {}
        model = skymask.read_model(str(folder / "models"))
        for silo, data in enumerate(silos):
            net.load_state_dict(model.state_dict(), strict=False)
            train(net, data, 100 * round + silo)
            state = {name: tensor.clone() for name, tensor in net.state_dict().items()}
            if poisons and silo == 0:
                state[last][0] += options.shift
            sent[f"silo-{silo}"] = float(state[last][0])
            skymask.submit(str(folder / "updates"), model, f"silo-{silo}", state, examples=len(data[0]))
        # The server's own update comes from the clients' program too: with batch norm it has to.
        net.load_state_dict(model.state_dict(), strict=False)
        train(net, root, 100 * round + SILOS)
        skymask.submit(str(folder / "root"), model, "root", net.state_dict(), examples=ROOT)
        done = command(folder, "round", "-D", f"root.update={folder}/root/round={round}/client=root")
        if done["outcome"] != "committed":
            sys.exit(f"{folder.name} {round}: {done['why']}")
        score = command(folder, "evaluate", "--data", folder / "test.parquet")
        print(folder.name, round, done["outcome"], done["counts"], done["rootLoss"], f"accuracy {100 * score['accuracy']:.1f} %", flush=True)
        if poisons:
            with_it, without, mean = without_poison(folder, done, net, last, sent, options.shift, whole)
            print(f"  on {WHOLE} images {with_it:.2f} %, without the poison {without:.2f} %, by the mean of the state {mean:.2f} %", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--shift", type=float, default=-30)
    parser.add_argument("--tensor", default="running_var")
    parser.add_argument("--data", default="/usr/share/datasets/fashion-mnist")
    options = parser.parse_args()
    silos = [dataset(options.data, "train", EXAMPLES, EXAMPLES * silo) for silo in range(SILOS)]
    folder = options.folder.resolve()
    federation(folder / "honest", silos, options, False)
    federation(folder / "poisoned", silos, options, True)


if __name__ == "__main__":
    main()
