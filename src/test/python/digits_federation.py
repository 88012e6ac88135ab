"""The federation of the tests with Flower and NVIDIA FLARE: digits.py DIR writes its data.

DIR gets digits.npz, root.parquet and digits.conf. Version 0 is that of the golden case digits-none.
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sklearn.datasets import load_digits

sys.path.insert(0, str(Path(__file__).parent / "flower"))

from digits import task

directory = Path(sys.argv[1])
directory.mkdir(parents=True, exist_ok=True)
features, labels = load_digits(return_X_y=True)
order = np.random.default_rng(1).permutation(len(labels))
features, labels = (features[order] / 16).astype(np.float32), labels[order]
np.savez(directory / "digits.npz", features=features, labels=labels)
root = pa.table(
    {
        "features": pa.array(list(features[task.ROOT]), pa.list_(pa.float32())),
        "label": pa.array(labels[task.ROOT], pa.int32()),
    }
)
pq.write_table(root, directory / "root.parquet")
keys = f'admission.keys = "{directory}/keys"' if "--keys" in sys.argv else ""
(directory / "digits.conf").write_text(
    f"""federation = digits
updates = "{directory}/updates"
models = "{directory}/models"
root {{ data = "{directory}/root.parquet", epochs = {task.EPOCHS}, batch-size = {task.BATCH} }}
root.learning-rate = {task.RATE}
{keys}
"""
)
