#!/usr/bin/env python3
"""Makes the data and the model of conf/experiments/houses.conf: prices of houses, a district a silo.

    houses.py target/houses

The data are drawn, from a fixed seed, in the manner of the California housing data (Pace and Barry,
"Sparse Spatial Autoregressions", 1997), which are not free to be shipped: twenty districts, each
with a place, an income and an age of its own, 150 to 350 blocks of houses each. A price, in units of
100,000, follows income, rooms, age and the distance to a coast, none of them linearly, with noise of
0.25. The eight features have mean 0 and variance 1. A district is a silo. The model is an MLP of 32
hidden units for one number, with the squared error. Needs numpy, pyarrow and skymask-client[torch].
"""
import pathlib
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import torch
from torch import nn

from skymask_client.export import export_model

DISTRICTS = 20
HIDDEN = 32
SEED = 1997


def district(random):
    """Features [blocks][8] and prices [blocks] of one district."""
    blocks = random.integers(150, 351)
    place = random.uniform(0, 1, 2)
    wealth, built = random.normal(0, 0.5), random.uniform(10, 45)
    income = np.exp(random.normal(1.2 + 0.5 * wealth, 0.4, blocks))
    age = np.clip(random.normal(built, 8, blocks), 1, 52)
    rooms = np.clip(random.normal(4.5 + 0.3 * income, 1), 1, None)
    bedrooms = np.clip(rooms * random.normal(0.2, 0.03, blocks), 0.3, None)
    people = np.exp(random.normal(7, 0.6, blocks))
    occupancy = np.clip(random.normal(3.2 - 0.5 * wealth, 0.6, blocks), 1, None)
    where = place + random.normal(0, 0.05, (blocks, 2))
    coast = np.abs(where[:, 0] - 0.3 * np.sin(4 * where[:, 1]))
    price = (0.9 * np.log1p(income) + 1.6 * np.exp(-3 * coast) + 0.15 * np.sqrt(rooms) * np.sin(age / 12)
             - 0.25 * (occupancy - 2) + 0.4 * income / rooms)
    features = np.stack([income, age, rooms, bedrooms, np.log(people), occupancy, where[:, 0], where[:, 1]], 1)
    return features, np.clip(price + random.normal(0, 0.25, blocks), 0.15, None)


def model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(8, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1), nn.Flatten(0))


def main(target):
    random = np.random.default_rng(SEED)
    parts = [district(random) for _ in range(DISTRICTS)]
    values = np.concatenate([features for features, _ in parts])
    scaled = ((values - values.mean(0)) / values.std(0)).astype(np.float32)
    prices = np.concatenate([prices for _, prices in parts]).astype(np.float32)
    silos = [f"district-{k:02d}" for k, (features, _) in enumerate(parts) for _ in features]
    folder = pathlib.Path(target)
    export_model(model(), directory=folder / "model", loss="mean-squared-error", target_name="price",
                 example_inputs={"input": torch.from_numpy(scaled[:4])})
    rows = pa.table({"input": pa.array(list(scaled), pa.list_(pa.float32())),
                     "price": pa.array(prices, pa.float32()), "silo": pa.array(silos)})
    pq.write_table(rows, folder / "houses.parquet", compression="zstd")
    print(f"{rows.num_rows} blocks of {DISTRICTS} districts, prices of {prices.mean():.2f} ± {prices.std():.2f}: {folder}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
