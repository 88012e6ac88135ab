#!/usr/bin/env python3
"""Makes the data and the model of conf/experiments/paper-har.conf: people's motions as natural silos.

    har.py "UCI HAR Dataset" target/har

The folder is UCI's "Human Activity Recognition Using Smartphones" (Anguita et al., ESANN 2013; CC BY
4.0), unpacked: X_train.txt, y_train.txt and subject_train.txt in train/, the same in test/. Thirty
people, six activities, 561 features, here with mean 0 and variance 1 in either part, as the paper's
scripts have them. A person is a silo; the model is softmax regression. Needs numpy, pyarrow, torch.
"""
import pathlib
import sys

import generate
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from torch import nn


def part(folder, name):
    """Features, labels from 0, and people of one part."""
    values, labels, people = (np.loadtxt(folder / name / f"{kind}_{name}.txt", ndmin=1) for kind in ("X", "y", "subject"))
    scaled = (values - values.mean(0)) / np.maximum(values.std(0), 1e-6)
    return scaled.astype(np.float32), labels.astype(np.int32) - 1, people.astype(int)


def model(width, classes):
    return nn.Sequential(nn.Linear(width, classes))


def main(source, target):
    features, labels, people = (np.concatenate(both) for both in zip(*(part(pathlib.Path(source), name) for name in ("train", "test"))))
    folder = pathlib.Path(target)
    generate.write_model(model, features.shape[1], int(labels.max()) + 1, folder / "model")
    rows = pa.table({"features": pa.array(list(features), pa.list_(pa.float32())), "label": pa.array(labels, pa.int32()),
                     "silo": pa.array([f"person-{person:02d}" for person in people])})
    pq.write_table(rows, folder / "har.parquet", compression="zstd")
    print(f"{rows.num_rows} examples of {len(set(people.tolist()))} people: {folder}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
