"""The silos of data/, as if each sent its update itself: AirflowIT calls this.

    people.py keys DIR       a key pair for each silo: DIR/keys is what the federation gets
    people.py submit DIR     every silo reads the newest model, signs its update and submits it

SKYMASK_MODELS and SKYMASK_UPDATES say where.
"""

import functools
import json
import os
import pathlib
import sys

import numpy as np
import pyarrow.parquet as pq
import skymask_client as skymask

UPLOADS = pathlib.Path("data/updates/round=1")


def silos():
    """Names of the silos, and their directories."""
    return {path.name.removeprefix("client="): path for path in sorted(UPLOADS.iterdir())}


def keys(directory):
    for name in ("keys", "private"):
        (directory / name).mkdir(parents=True)
    for silo in silos():
        skymask.generate_key_pair(silo, directory / "private")
        (directory / "private" / f"{silo}.pem").rename(directory / "keys" / f"{silo}.pem")


def tensors(upload, layout):
    """The values that a silo sent, from its one shard."""
    rows = pq.read_table(upload / "part-0.parquet").to_pylist()
    arrays = {spec.name: np.empty(spec.size, np.float32) for spec in layout.tensors}
    for row in rows:
        end = row["offset"] + len(row["values"])
        arrays[row["tensor"]][row["offset"] : end] = row["values"]
    return {spec.name: arrays[spec.name].reshape(spec.shape) for spec in layout.tensors}


def submit(directory):
    for silo, upload in silos().items():
        model = skymask.read_model(os.environ["SKYMASK_MODELS"])
        manifest = json.loads((upload / "_manifest.json").read_text())
        sent = tensors(upload, model.layout)
        whole = manifest["kind"] == "weights"
        send = functools.partial(skymask.submit, kind="weights") if whole else skymask.submit_delta
        send(
            os.environ["SKYMASK_UPDATES"],
            model,
            silo,
            sent,
            examples=manifest["examples"],
            key=directory / "private" / f"{silo}.key.pem",
        )


if __name__ == "__main__":
    {"keys": keys, "submit": submit}[sys.argv[1]](pathlib.Path(sys.argv[2]))
