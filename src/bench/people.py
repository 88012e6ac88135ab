#!/usr/bin/env python3
"""Makes the data and the model of conf/experiments/people.conf: people's exercises as natural silos.

    pip download --no-deps seglearn==1.2.5
    people.py seglearn-1.2.5-py3-none-any.whl target/people

The wheel carries the recordings of Burns et al., "Shoulder physiotherapy exercise recognition: machine
learning the inertial signals from a smartwatch" (Physiological Measurement 39, 2018; arXiv 1802.01489;
BSD licence): ten people did seven exercises with either arm, and a watch measured acceleration and
rotation 50 times a second. An arm is a silo. An example is 1.5 seconds, none overlapping another: of
each of the six signals mean, spread, least and largest value and 17 magnitudes of its spectrum, 126
features with mean 0 and variance 1. The model is an MLP of 64 hidden units. Needs numpy, pyarrow, torch.
"""
import io
import pathlib
import sys
import zipfile

import generate
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from torch import nn

RECORDINGS = "seglearn/data/watch_dataset.npy"
WINDOW = 75
HIDDEN = 64


def features(window):
    """[75][6] signals to [126]."""
    spectrum = np.log1p(np.abs(np.fft.rfft(window - window.mean(0), axis=0))[1:18])
    return np.concatenate([window.mean(0), window.std(0), window.min(0), window.max(0), spectrum.ravel()])


def examples(data):
    for signals, exercise, person, side in zip(data["X"], data["y"], data["subject"], data["side"]):
        for start in range(0, len(signals) - WINDOW + 1, WINDOW):
            arm = "right" if side else "left"
            yield features(signals[start:start + WINDOW]), int(exercise), f"person-{person:02d}-{arm}"


def model(width, classes):
    return nn.Sequential(nn.Linear(width, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, classes))


def main(wheel, target):
    with zipfile.ZipFile(wheel) as archive:
        # A dictionary in NumPy's format, which is a pickle: only from a wheel that you trust.
        data = np.load(io.BytesIO(archive.read(RECORDINGS)), allow_pickle=True).item()
    found, labels, silos = zip(*examples(data))
    values = np.array(found)
    scaled = ((values - values.mean(0)) / np.maximum(values.std(0), 1e-6)).astype(np.float32)
    folder = pathlib.Path(target)
    generate.write_model(model, scaled.shape[1], len(data["y_labels"]), folder / "model")
    rows = pa.table({"features": pa.array(list(scaled), pa.list_(pa.float32())),
                     "label": pa.array(labels, pa.int32()), "silo": pa.array(silos)})
    pq.write_table(rows, folder / "people.parquet", compression="zstd")
    print(f"{rows.num_rows} examples of {len(set(silos))} silos: {folder}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
