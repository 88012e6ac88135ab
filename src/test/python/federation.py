"""PyTorch silos of a small federation, as they would run: FederationIT calls this between rounds.

    federation.py prepare DIR        data, keys, version 0 for `skymask init --from DIR/version-0`
    federation.py train DIR ROUND    every silo reads the newest model, trains, and submits

Twelve silos learn to tell ten clouds of points in twenty dimensions apart. site-00 is malicious:
it trains on shifted labels and sends eight times the step.
"""

import pathlib
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import skymask_client as skymask
import torch
from skymask_client.export import export_model

SILOS, CLASSES, FEATURES, EXAMPLES = 12, 10, 20, 240
MALICIOUS, BOOST = 0, 8


def cloud(seed, examples):
    """Examples of all classes around fixed centres."""
    centres = np.random.default_rng(0).normal(0, 1.2, (CLASSES, FEATURES))
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, CLASSES, examples)
    return (centres[labels] + rng.normal(0, 1, (examples, FEATURES))).astype(np.float32), labels


def network():
    torch.manual_seed(0)
    return torch.nn.Sequential(
        torch.nn.Linear(FEATURES, 32), torch.nn.ReLU(), torch.nn.Linear(32, CLASSES)
    )


def write_dataset(path, seed, examples):
    features, labels = cloud(seed, examples)
    table = pa.table(
        {
            "features": pa.array(list(features), pa.list_(pa.float32())),
            "label": pa.array(labels, pa.int32()),
        }
    )
    pq.write_table(table, path)


def silo(number):
    return f"site-{number:02d}"


def prepare(directory):
    (directory / "keys").mkdir(parents=True)
    (directory / "private").mkdir()
    write_dataset(directory / "root.parquet", 100, 120)
    write_dataset(directory / "evaluation.parquet", 101, 500)
    export_model(network(), (FEATURES,), directory / "version-0")
    for number in range(SILOS):
        skymask.generate_key_pair(silo(number), directory / "private")
        public = directory / "private" / f"{silo(number)}.pem"
        public.rename(directory / "keys" / public.name)


def train(directory, round_number):
    for number in range(SILOS):
        model = skymask.read_model(str(directory / "models"))
        assert model.round == round_number - 1, f"round {round_number} starts from {model.round}"
        weights = local_training(model, number)
        skymask.submit(
            str(directory / "updates"),
            model,
            silo(number),
            weights,
            examples=EXAMPLES,
            kind="weights" if number % 3 == 2 else "delta",
            key=str(directory / "private" / f"{silo(number)}.key.pem"),
        )


def local_training(model, number):
    """One epoch of plain SGD from the global model, as the server trains its root update."""
    features, labels = cloud(number, EXAMPLES)
    if number == MALICIOUS:
        labels = (labels + 1) % CLASSES
    x, y = torch.from_numpy(features), torch.from_numpy(labels)
    net = network()
    start = model.state_dict()
    net.load_state_dict(start)
    optimiser = torch.optim.SGD(net.parameters(), lr=0.05)
    for at in range(0, len(x), 16):
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(net(x[at : at + 16]), y[at : at + 16]).backward()
        optimiser.step()
    trained = net.state_dict()
    if number == MALICIOUS:
        return {name: start[name] + BOOST * (trained[name] - start[name]) for name in trained}
    return trained


if __name__ == "__main__":
    torch.set_num_threads(1)
    command, directory = sys.argv[1], pathlib.Path(sys.argv[2])
    if command == "prepare":
        prepare(directory)
    else:
        train(directory, int(sys.argv[3]))
