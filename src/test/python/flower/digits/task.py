"""scikit-learn's digits, cut for ten silos, and a linear classifier of them in NumPy."""

import numpy as np

SILOS, ATTACKERS, EXAMPLES = 10, 3, 120
RATE, EPOCHS, BATCH = 0.1, 2, 16
ROOT = slice(SILOS * EXAMPLES, SILOS * EXAMPLES + 120)
TEST = slice(ROOT.stop, None)


def digits(directory):
    """Features in [0, 1] and labels, shuffled; prepare.py has written them."""
    with np.load(f"{directory}/digits.npz") as data:
        return data["features"], data["labels"]


def silo(directory, number, flips):
    features, labels = digits(directory)
    number %= SILOS  # further ones send odd things, of whatever data
    own = slice(number * EXAMPLES, (number + 1) * EXAMPLES)
    return features[own], 9 - labels[own] if flips else labels[own]


def scores(weights, features):
    return features @ weights["0.weight"].T + weights["0.bias"]


def train(weights, features, labels, seed):
    """Plain SGD, as the server trains its root update; the mean loss of the last epoch."""
    random = np.random.default_rng(seed)
    weight, bias = weights["0.weight"].copy(), weights["0.bias"].copy()
    for _ in range(EPOCHS):
        losses = []
        order = random.permutation(len(features))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            x, y = features[chosen], labels[chosen]
            logits = scores({"0.weight": weight, "0.bias": bias}, x)
            odds = np.exp(logits - logits.max(1, keepdims=True))
            gradient = odds / odds.sum(1, keepdims=True)
            rows = np.arange(len(y))
            losses += list(-np.log(gradient[rows, y]))
            gradient[rows, y] -= 1
            weight -= RATE * (gradient.T @ x) / len(y)
            bias -= RATE * gradient.mean(0)
    trained = {"0.weight": weight.astype(np.float32), "0.bias": bias.astype(np.float32)}
    return trained, float(np.mean(losses))


def accuracy(weights, features, labels):
    return float((scores(weights, features).argmax(1) == labels).mean())
