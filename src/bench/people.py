#!/usr/bin/env python3
"""Makes the data of conf/experiments/people.conf: 30 people's motion data as natural silos.

    people.py 'HAPT Data Set.zip' target/people.parquet

The archive is "Smartphone-Based Recognition of Human Activities and Postural Transitions" of the UCI
Machine Learning Repository (CC BY 4.0). Kept are the six basic activities, and 126 of the 561
features, evenly spaced, with mean 0 and variance 1: as many as the model in data/model takes. Needs
numpy and pyarrow.
"""
import pathlib
import sys
import zipfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

FEATURES = 126
ACTIVITIES = 6


def table(archive, name):
    """A file of the archive, wherever it lies in it."""
    found = [n for n in archive.namelist() if n.endswith(name)]
    if len(found) != 1:
        sys.exit(f"people: the archive has {len(found)} files {name}, expected one")
    with archive.open(found[0]) as file:
        return np.loadtxt(file)


def main(source, target):
    with zipfile.ZipFile(source) as archive:
        parts = [[table(archive, f"{split}/{kind}_{split.lower()}.txt") for split in ("Train", "Test")]
                 for kind in ("X", "y", "subject_id")]
    features, labels, people = (np.concatenate(part) for part in parts)
    basic = labels <= ACTIVITIES
    chosen = features[basic][:, np.linspace(0, features.shape[1] - 1, FEATURES).round().astype(int)]
    scaled = (chosen - chosen.mean(0)) / np.maximum(chosen.std(0), 1e-6)
    silos = [f"person-{int(p):03d}" for p in people[basic]]
    rows = pa.table({
        "features": pa.array(list(scaled.astype(np.float32)), pa.list_(pa.float32())),
        "label": pa.array(labels[basic].astype(np.int32) - 1, pa.int32()), "silo": silos})
    pathlib.Path(target).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, target, compression="zstd")
    print(f"{rows.num_rows} examples of {len(set(silos))} people: {target}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
