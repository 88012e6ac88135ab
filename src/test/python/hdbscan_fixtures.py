"""Writes src/test/resources/rules/hdbscan.json: clusters of small sets of points by scikit-learn's HDBSCAN.

majority: minimum size n // 2 + 1, one sample, a single cluster allowed, cosine distances (FLAME).
clusters: minimum size 2, two samples, Euclidean distances (DeepSight).

    python src/test/python/hdbscan_fixtures.py     (scikit-learn)
"""
import json
import pathlib

import numpy as np
from sklearn.cluster import HDBSCAN

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources/rules/hdbscan.json"


def case(seed, honest, attackers, width):
    generator = np.random.default_rng(seed)
    points = generator.normal(size=(honest + attackers, width)) * generator.uniform(0.2, 0.7)
    points += generator.normal(size=width)
    points[honest:] += generator.normal(size=width) * 3
    unit = points / np.linalg.norm(points, axis=1, keepdims=True)
    apart = np.maximum(1 - unit @ unit.T, 0)
    np.fill_diagonal(apart, 0)
    majority = HDBSCAN(min_cluster_size=len(points) // 2 + 1, min_samples=1, metric="precomputed", allow_single_cluster=True,
                       copy=True).fit_predict(apart)
    clusters = HDBSCAN(min_cluster_size=2, min_samples=2, copy=True).fit_predict(points)
    return {"points": points.tolist(), "majority": (majority == 0).tolist(), "clusters": clusters.tolist()}


if __name__ == "__main__":
    cases = [case(seed, honest, attackers, width) for seed, honest, attackers, width in
             [(1, 7, 3, 4), (2, 12, 6, 3), (3, 5, 0, 2), (4, 9, 8, 5), (5, 3, 2, 2), (6, 16, 4, 8)]]
    TARGET.write_text(json.dumps({"cases": cases}) + "\n")
