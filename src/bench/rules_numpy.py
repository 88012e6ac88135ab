"""The aggregation rules as plain NumPy, one function each: rows [n, D] in float32, f, and a generator where they draw.

The root update is the last row. Rules that run models (loss-clustering, siren, deepsight) are not here.
"""
import numpy as np


def gram(x):
    return (x @ x.T).astype(np.float64)


def squared_distances(x):
    g = gram(x)
    d = np.diag(g)
    return np.maximum(d[:, None] + d[None, :] - 2 * g, 0)


def norms(x):
    return np.sqrt(np.einsum("ij,ij->i", x, x, dtype=np.float64))


def weighted(x, weights):
    return np.asarray(weights, dtype=np.float32) @ x


def mean(x, f):
    return x.mean(axis=0)


def median(x, f):
    return np.median(x, axis=0)


def trimmed_mean(x, f):
    return np.sort(x, axis=0)[f:len(x) - f].mean(axis=0)


def mean_around_median(x, f):
    middle = np.median(x, axis=0)
    nearest = np.argsort(np.abs(x - middle), axis=0, kind="stable")[:len(x) - f]
    return np.take_along_axis(x, nearest, axis=0).mean(axis=0)


def krum_scores(squared, neighbours):
    return np.sort(squared, axis=1)[:, 1:neighbours + 1].sum(axis=1)


def krum(x, f):
    return x[np.argmin(krum_scores(squared_distances(x), len(x) - f - 2))]


def multi_krum(x, f):
    best = np.argsort(krum_scores(squared_distances(x), len(x) - f - 2), kind="stable")[:len(x) - f]
    return x[best].mean(axis=0)


def bulyan(x, f):
    squared, left, taken = squared_distances(x), list(range(len(x))), []
    while len(taken) < len(x) - 2 * f:
        scores = krum_scores(squared[np.ix_(left, left)], max(len(left) - f - 2, 1))
        taken.append(left.pop(int(np.argmin(scores))))
    rows = x[sorted(taken)]
    ordered = np.sort(rows, axis=0)
    middle, keep = np.median(ordered, axis=0), len(taken) - 2 * f
    nearest = np.argsort(np.abs(ordered - middle), axis=0, kind="stable")[:keep]
    return np.take_along_axis(ordered, nearest, axis=0).mean(axis=0)


def geometric_median(x, f, iterations=32, smoothing=1e-6):
    centre = np.zeros(x.shape[1], dtype=np.float32)
    for _ in range(iterations):
        weights = 1 / np.maximum(norms(x - centre), smoothing)
        centre = weighted(x, weights / weights.sum())
    return centre


def centred_clipping(x, f, iterations=3):
    centre = np.zeros(x.shape[1], dtype=np.float32)
    radius = np.median(norms(x))
    for _ in range(iterations):
        away = x - centre
        centre = centre + weighted(away, np.minimum(1, radius / norms(away)) / len(x))
    return centre


def norm_clipping(x, f):
    lengths = norms(x)
    return weighted(x, np.minimum(1, np.median(lengths) / lengths) / len(x))


def fltrust(x, f):
    root, lengths = x[-1], norms(x)
    trust = np.maximum(0, (x @ root) / (lengths * norms(root[None])[0]))
    return weighted(x, trust * norms(root[None])[0] / lengths / trust.sum())


def dnc(x, f, iterations=5, sample=10_000):
    generator, kept = np.random.default_rng(1), np.ones(len(x), dtype=bool)
    for _ in range(iterations):
        drawn = x[:, generator.choice(x.shape[1], min(sample, x.shape[1]), replace=False)]
        centred = drawn - drawn.mean(axis=0)
        first = np.linalg.svd(centred, full_matrices=False)[2][0]
        kept[np.argsort((centred @ first) ** 2)[len(x) - f:]] = False
    return x[kept].mean(axis=0)


def clipped_mean(x, kept):
    lengths = norms(x)
    return weighted(x[kept], np.minimum(1, np.median(lengths) / lengths[kept]) / kept.sum())


def signguard(x, f):
    lengths = norms(x)
    usual = (lengths >= 0.1 * np.median(lengths)) & (lengths <= 3 * np.median(lengths))
    drawn = np.sign(x[:, np.random.default_rng(1).random(x.shape[1]) < 0.1])
    shares = np.stack([(drawn > 0).mean(axis=1), (drawn == 0).mean(axis=1), (drawn < 0).mean(axis=1)], axis=1)
    apart = np.linalg.norm(shares[:, None] - shares[None], axis=2)
    width, centres = np.sort(apart, axis=1)[:, max(1, len(x) // 2) - 1].mean(), shares.copy()
    for _ in range(300):
        inside = np.linalg.norm(centres[:, None] - shares[None], axis=2) <= width
        moved = (inside[:, :, None] * shares[None]).sum(axis=1) / inside.sum(axis=1)[:, None]
        still, centres = np.abs(moved - centres).max() <= 1e-3 * width, moved
        if still:
            break
    crowded = centres[np.argmax((np.linalg.norm(centres[:, None] - shares[None], axis=2) <= width).sum(axis=1))]
    return clipped_mean(x, usual & (np.linalg.norm(shares - crowded, axis=1) <= width))


def flame(x, f):
    lengths = norms(x)
    apart = 1 - gram(x) / lengths[:, None] / lengths[None]
    group = np.arange(len(x))
    first, second = np.triu_indices(len(x), 1)
    for k in np.argsort(apart[first, second], kind="stable"):
        group[group == group[second[k]]] = group[first[k]]
        members = group == group[first[k]]
        if members.sum() >= len(x) // 2 + 1:
            return clipped_mean(x, members)
    return clipped_mean(x, np.ones(len(x), dtype=bool))


# Values of the model's last layer.
OUTPUTS = 1010


def pca(x, f):
    layer = x[:, -OUTPUTS:].astype(np.float64)
    layer = (layer - layer.mean(axis=0)) / layer.std(axis=0)
    u, s, _ = np.linalg.svd(layer - layer.mean(axis=0), full_matrices=False)
    plane = u[:, :2] * s[:2]
    apart = np.linalg.norm(plane[:, None] - plane[None], axis=2)
    ends = plane[list(np.unravel_index(np.argmax(apart), apart.shape))]
    for _ in range(100):
        group = np.argmin(np.linalg.norm(plane[:, None] - ends[None], axis=2), axis=1)
        ends = np.stack([plane[group == k].mean(axis=0) for k in (0, 1)])
    return x[group == np.argmax(np.bincount(group))].mean(axis=0)


def foundationfl(x, f):
    high, low = x.max(axis=0), x.min(axis=0)
    furthest = np.argmax(np.minimum(norms(x - high), norms(x - low)))
    return np.median(np.concatenate([x, np.repeat(x[furthest][None], -(-len(x) // 2), axis=0)]), axis=0)


def nnm(x, f):
    nearest = np.argsort(squared_distances(x), axis=1, kind="stable")[:, :len(x) - f]
    mixing = np.zeros((len(x), len(x)), dtype=np.float32)
    np.put_along_axis(mixing, nearest, 1 / (len(x) - f), axis=1)
    return mixing @ x


def nnm_trimmed_mean(x, f):
    return trimmed_mean(nnm(x, f), f)


def bucketing_trimmed_mean(x, f, size=2):
    order = np.random.default_rng(1).permutation(len(x))
    buckets = np.stack([x[order[at:at + size]].mean(axis=0) for at in range(0, len(x), size)])
    return trimmed_mean(buckets, f)


def fldetector(x, f):
    """A second round, when there is no curvature yet: distances to the last updates, here other rows, and the mean."""
    distances = norms(x - x[::-1])
    assert (distances / distances.sum() < 1).all()
    return x.mean(axis=0)


RULES = {"fedavg": mean, "median": median, "trimmed-mean": trimmed_mean, "mean-around-median": mean_around_median, "krum": krum,
         "multi-krum": multi_krum, "bulyan": bulyan, "geometric-median": geometric_median, "centred-clipping": centred_clipping,
         "norm-clipping": norm_clipping, "fltrust": fltrust, "dnc": dnc, "signguard": signguard, "flame": flame, "pca": pca,
         "foundationfl": foundationfl, "nnm+trimmed-mean": nnm_trimmed_mean,
         "bucketing+trimmed-mean": bucketing_trimmed_mean, "fldetector": fldetector}

# They run models: only the product's seconds are measured.
MODELS = ["loss-clustering", "siren", "deepsight"]
