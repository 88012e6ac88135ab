"""Aggregates of small matrices by ByzFL (pip install byzfl==0.0.11), for ByzflTest.

Writes src/test/resources/rules/byzfl.json:  python src/test/python/byzfl_fixtures.py
"""

import json
from pathlib import Path

import byzfl
import numpy as np

TARGET = Path(__file__).parents[1] / "resources" / "rules" / "byzfl.json"
RADIUS = 1.5
SIZE = 3


def case(seed, rows, byzantine, width):
    """Honest rows around one point, the last ones far away, and what each rule makes of them."""
    random = np.random.default_rng(seed)
    values = random.normal(0.5, 1.0, (rows, width))
    values[rows - byzantine :] += random.normal(0, 6.0, (byzantine, width))
    # What float32 holds, so that both sides see the same matrix.
    values = values.astype(np.float32).astype(np.float64)
    np.random.seed(seed)
    order = np.random.permutation(rows)
    np.random.seed(seed)
    buckets = byzfl.Bucketing(SIZE)(values.copy())
    mixed = byzfl.NNM(byzantine)(values.copy())
    rules = {
        "fedavg": byzfl.Average(),
        "median": byzfl.Median(),
        "trimmed-mean": byzfl.TrMean(byzantine),
        "krum": byzfl.Krum(byzantine),
        "multi-krum": byzfl.MultiKrum(byzantine),
        "geometric-median": byzfl.GeometricMedian(nu=0.1, T=3),
        "mean-around-median": byzfl.Meamed(byzantine),
        "centred-clipping": byzfl.CenteredClipping(L=3, tau=RADIUS),
    }
    results = {name: rule(values.copy()).tolist() for name, rule in rules.items()}
    results["nnm+trimmed-mean"] = byzfl.TrMean(byzantine)(mixed.copy()).tolist()
    results["nnm+krum"] = byzfl.Krum(byzantine)(mixed.copy()).tolist()
    results["nnm+fedavg"] = byzfl.Average()(mixed.copy()).tolist()
    results["bucketing+fedavg"] = byzfl.Average()(buckets.copy()).tolist()
    results["bucketing+median"] = byzfl.Median()(buckets.copy()).tolist()
    return {
        "byzantineCount": byzantine,
        "values": values.tolist(),
        "order": order.tolist(),
        "nnm": mixed.tolist(),
        "bucketing": buckets.tolist(),
        "results": results,
    }


if __name__ == "__main__":
    cases = [case(1, 7, 1, 5), case(2, 10, 2, 13), case(3, 11, 0, 3), case(4, 16, 4, 8)]
    document = {"radius": RADIUS, "bucketSize": SIZE, "cases": cases}
    TARGET.write_text(json.dumps(document) + "\n")
