#!/usr/bin/env python3
"""Makes src/test/resources/engine: five small networks as TorchScript pure functions.

    engine_fixtures.py [FOLDER]

For each network: <name>.pt (logits = f(features, *tensors), no weights inside), <name>.layout.json,
and <name>.expected.json with 12 examples, the values of all tensors and what PyTorch gives for
them: logits, the summed cross-entropy and its gradient in float64. Needs torch.
"""
import json
import pathlib
import sys

import torch
from torch import nn

EXAMPLES = 12
CLASSES = 4


def mlp():
    return nn.Sequential(nn.Linear(7, 9), nn.Tanh(), nn.Linear(9, CLASSES)), [7]


def cnn():
    return nn.Sequential(
        nn.Conv2d(2, 3, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(3, 4, 2), nn.ReLU(), nn.Flatten(),
        nn.Linear(16, 6), nn.ReLU(), nn.Linear(6, CLASSES)), [2, 8, 8]


def norm():
    """Batch norm after a convolution and after a dense layer, with statistics that matter."""
    return nn.Sequential(
        nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3, eps=1e-3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(12, 6), nn.BatchNorm1d(6), nn.Tanh(),
        nn.Linear(6, CLASSES)), [2, 6, 6]


def pooled():
    """A convolutional network to its end, as ResNets are: nothing depends on how images lie in memory."""
    return nn.Sequential(
        nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(),
        nn.Conv2d(4, 5, 3, stride=2, padding=1), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(5, CLASSES)), [2, 6, 6]


class Viewed(nn.Module):
    """Views a layer's output as it lies in memory, which holds for channels that come first alone."""

    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv2d(2, 3, 3)
        self.dense = nn.Linear(27, CLASSES)

    def forward(self, features):
        return self.dense(torch.relu(self.convolution(features)).view(-1, 27))


def viewed():
    return Viewed(), [2, 5, 5]


def randomise(model, generator):
    """Running statistics and scales away from 0 and 1."""
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            for tensor, low, high in ((module.weight.data, 0.5, 1.5), (module.bias.data, -0.5, 0.5),
                                      (module.running_mean, -0.7, 0.7), (module.running_var, 0.2, 3)):
                tensor.uniform_(low, high, generator=generator)


def pure_function(model, features):
    """The traced graph of the exported model, its lifted tensors in state_dict order."""
    batch = torch.export.Dim("batch", min=2)
    exported = torch.export.export(model, (features,), dynamic_shapes=({0: batch},))
    lifted = [spec.target for spec in exported.graph_signature.input_specs if spec.target]
    names = [n for n, t in model.state_dict().items() if t.is_floating_point()]
    state = {**model.state_dict(), **dict(model.named_buffers())}
    graph = exported.graph_module

    def function(features, *tensors):
        given = dict(zip(names, tensors))
        return graph(*[given.get(n, state[n]) for n in lifted], features)[0]

    tensors = tuple(model.state_dict()[n] for n in names)
    traced = torch.jit.trace(function, (features, *tensors), check_trace=False)
    return traced, names


def expected(model, names, features, labels):
    model = model.double()
    model.zero_grad()
    logits = model(features.double())
    loss = nn.functional.cross_entropy(logits, labels, reduction="sum")
    loss.backward()
    trainable = dict(model.named_parameters())
    return {
        "features": features.flatten().tolist(), "labels": labels.tolist(),
        "values": {n: model.state_dict()[n].flatten().tolist() for n in names},
        "logits": logits.flatten().tolist(), "loss": loss.item(),
        "gradient": {n: trainable[n].grad.flatten().tolist() for n in names if n in trainable}}


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for seed, make in enumerate((mlp, cnn, norm, pooled, viewed)):
        torch.manual_seed(seed)
        model, shape = make()
        randomise(model, torch.Generator().manual_seed(seed))
        model.eval()
        features = torch.randn(EXAMPLES, *shape)
        labels = torch.randint(CLASSES, (EXAMPLES,))
        traced, names = pure_function(model, features)
        traced.save(str(folder / f"{make.__name__}.pt"))
        parameters = dict(model.named_parameters())
        layout = {
            "format": "skymask-layout/1", "input": shape, "classes": CLASSES,
            "tensors": [{"name": n, "shape": list(model.state_dict()[n].shape),
                         "trainable": n in parameters} for n in names]}
        write(folder / f"{make.__name__}.layout.json", layout)
        write(folder / f"{make.__name__}.expected.json", expected(model, names, features, labels))


def write(path, content):
    path.write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    home = pathlib.Path(__file__).parent.parent / "resources/engine"
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else home)
