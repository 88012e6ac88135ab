#!/usr/bin/env python3
"""Makes src/test/resources/signatures: a small network for each loss and kind of input.

    signature_fixtures.py [FOLDER]

For each: <name>/layout.json (skymask-layout/2), <name>/architecture.pt (outputs = f(inputs,
*tensors)), <name>/loss.pt where the loss is a function, and <name>/expected.json with examples, the
values of all tensors, and what PyTorch gives in float64: outputs, the loss of each example, and the
gradient of their sum. Needs torch.
"""
import json
import pathlib
import sys
import zipfile

import torch
from torch import nn
from torch.nn import functional

EXAMPLES = 7
IGNORED = -100


class Tokens(nn.Module):
    """The mean of the embeddings that the mask leaves."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 4)
        self.output = nn.Linear(4, 3)

    def forward(self, tokens, padding):
        kept = (~padding).to(self.embedding.weight.dtype).unsqueeze(2)
        mean = (self.embedding(tokens) * kept).sum(1) / (kept.sum(1) + 1e-3)
        return self.output(mean)


class Language(nn.Module):
    """Tied embeddings: the same tensor reads tokens and gives logits."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(6, 5)
        self.inner = nn.Linear(5, 5)

    def forward(self, tokens):
        hidden = torch.tanh(self.inner(self.embedding(tokens)))
        return hidden @ self.embedding.weight.T


class Pixels(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(1, 3, 3, padding=1)
        self.up = nn.Conv2d(3, 1, 3, padding=1)

    def forward(self, image):
        return self.up(torch.relu(self.down(image)))


def dice(outputs, target):
    """One less the overlap of an image's mask, for each image."""
    mask = torch.sigmoid(outputs).flatten(1)
    wanted = target.flatten(1).to(mask.dtype)
    both = (mask * wanted).sum(1)
    return 1 - (2 * both + 1) / (mask.sum(1) + wanted.sum(1) + 1)


def mlp(outputs):
    return nn.Sequential(nn.Linear(5, 6), nn.Tanh(), nn.Linear(6, outputs))


def field(name, kind, shape):
    return {"name": name, "type": kind, "shape": shape}


def cases():
    generator = torch.Generator().manual_seed(5)

    def integers(most, *shape):
        return torch.randint(0, most, (EXAMPLES, *shape), generator=generator)

    def numbers(*shape):
        return torch.randn(EXAMPLES, *shape, generator=generator)

    wide = [field("features", "float32", [5])]
    tokens = integers(11, 4)
    padding = integers(2, 4).bool()
    padding[:, 0] = False
    yield ("tokens", Tokens(), [field("tokens", "int64", [4]), field("padding", "bool", [4])],
           [tokens, padding], field("label", "int64", []), integers(3), "cross-entropy", 3,
           lambda x, y: functional.cross_entropy(x, y, reduction="none"))
    ignored = integers(6, 4)
    ignored[0, 1:] = IGNORED
    ignored[1] = IGNORED
    yield ("language", Language(), [field("tokens", "int64", [4])], [integers(6, 4)],
           field("next", "int64", [4]), ignored, "cross-entropy-per-token", 6, per_token)
    yield ("binary", mlp(1), wide, [numbers(5)], field("label", "float32", []),
           integers(2).float(), "binary-cross-entropy", None,
           lambda x, y: functional.binary_cross_entropy_with_logits(
               x.flatten(), y.to(x.dtype), reduction="none"))
    yield ("labels", mlp(3), wide, [numbers(5)], field("label", "float32", [3]),
           integers(2, 3).float(), "binary-cross-entropy", None,
           lambda x, y: functional.binary_cross_entropy_with_logits(
               x, y.to(x.dtype), reduction="none").mean(1))
    yield ("squares", mlp(2), wide, [numbers(5)], field("target", "float32", [2]), numbers(2),
           "mean-squared-error", None, lambda x, y: ((x - y.to(x.dtype)) ** 2).mean(1))
    yield ("huber", mlp(1), wide, [numbers(5)], field("target", "float32", []), 3 * numbers(),
           "huber", None, lambda x, y: functional.huber_loss(
               x.flatten(), y.to(x.dtype), reduction="none"))
    yield ("function", Pixels(), [field("image", "float32", [1, 5, 5])], [numbers(1, 5, 5)],
           field("mask", "bool", [1, 5, 5]), integers(2, 1, 5, 5).bool(), "function", None, dice)


def per_token(x, y):
    losses = functional.cross_entropy(
        x.flatten(0, 1), y.flatten(), reduction="none", ignore_index=IGNORED).view(y.shape)
    return losses.sum(1) / (y != IGNORED).sum(1).clamp(min=1)


def script(function, example, path):
    traced = torch.jit.trace(function, example, check_trace=False)
    torch.jit.save(traced, str(path) + ".whole")
    # Less the source ranges: they name files of the machine that traced.
    with zipfile.ZipFile(str(path) + ".whole") as whole, zipfile.ZipFile(path, "w") as kept:
        for record in whole.infolist():
            if not record.filename.endswith(".debug_pkl"):
                kept.writestr(zipfile.ZipInfo(record.filename), whole.read(record))
    pathlib.Path(str(path) + ".whole").unlink()


def flat(tensor):
    return tensor.detach().flatten().tolist()


def write(folder, name, network, inputs, examples, target, targets, loss, classes, losses):
    folder = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    state = network.state_dict()
    names = list(state)
    batch = {0: torch.export.Dim("batch", min=2)}
    program = torch.export.export(network, tuple(examples), dynamic_shapes=(batch,) * len(examples))
    graph = program.graph_module
    lifted = [spec.target for spec in program.graph_signature.input_specs if spec.target]

    def function(*given):
        count = len(examples)
        tensors = dict(zip(names, given[count:], strict=True))
        return graph(*[tensors[n] for n in lifted], *given[:count])[0]

    script(function, (*examples, *state.values()), folder / "architecture.pt")
    if loss == "function":
        script(losses, (network(*examples).detach(), targets), folder / "loss.pt")
    layout = {"format": "skymask-layout/2", "inputs": inputs, "target": target, "loss": loss}
    if classes:
        layout["classes"] = classes
    layout["tensors"] = [
        {"name": n, "shape": list(t.shape), "role": "trainable"} for n, t in state.items()]
    (folder / "layout.json").write_text(json.dumps(layout, indent=1) + "\n")
    exact = network.double()
    wide = [e.double() if e.is_floating_point() else e for e in examples]
    outputs = exact(*wide)
    each = losses(outputs, targets)
    each.sum().backward()
    parameters = dict(exact.named_parameters())
    expected = {
        "inputs": [flat(e.float() if e.is_floating_point() else e.long()) for e in examples],
        "targets": flat(targets if targets.is_floating_point() else targets.long()),
        "values": {n: flat(parameters[n]) for n in names},
        "outputs": flat(outputs),
        "losses": flat(each),
        "gradient": {n: flat(parameters[n].grad) for n in names},
    }
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")


def main():
    default = pathlib.Path(__file__).resolve().parents[1] / "resources/signatures"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    torch.manual_seed(3)
    for case in cases():
        write(folder, *case)


if __name__ == "__main__":
    main()
