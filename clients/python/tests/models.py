"""Modules of the kinds that people federate, each with an example of its inputs and its loss."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Case:
    """A module's factory, what `export_model` is given, and what the layout then says."""

    factory: Callable[[], nn.Module]
    inputs: Sequence[Tensor] | Mapping[str, Tensor]
    loss: Any
    names: str
    target: tuple[str, str, tuple[int, ...]]
    classes: int | None = None
    example_target: Tensor | None = None

    def __str__(self) -> str:
        return self.factory.__name__

    def call(self, module: nn.Module, inputs: Sequence[Tensor]) -> Tensor:
        """The outputs of the module, however it takes inputs and gives outputs."""
        if isinstance(self.inputs, Mapping):
            result = module(**dict(zip(self.inputs, inputs, strict=True)))
        else:
            result = module(*inputs)
        if isinstance(result, dict):
            result = result["logits"]
        result = getattr(result, "logits", result)
        return result[0] if isinstance(result, tuple) else result  # type: ignore[no-any-return]


class Tokens(nn.Module):
    """A Transformer encoder over token ids with a padding mask; sines as positions."""

    positions: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(11, 8, padding_idx=0)
        angles = torch.arange(6)[:, None] / 10 ** torch.linspace(0, 2, 8)
        self.register_buffer("positions", torch.sin(angles), persistent=False)
        layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.fc = nn.Linear(8, 3)

    def forward(self, ids: Tensor, padding: Tensor) -> Tensor:
        hidden = self.embedding(ids) + self.positions
        hidden = self.encoder(hidden, src_key_padding_mask=padding)
        kept = (~padding).unsqueeze(2).to(hidden.dtype)
        return self.fc((hidden * kept).sum(1) / kept.sum(1))  # type: ignore[no-any-return]


class Tagger(nn.Module):
    """A GRU with a label for each token; gives a tuple."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(7, 4)
        self.rnn = nn.GRU(4, 5, num_layers=2, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(10, 3)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        hidden, last = self.rnn(self.embedding(ids))
        return self.fc(hidden), last


class Tied(nn.Module):
    """A causal language model whose projection is its embedding; gives an object."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(9, 8)
        self.block = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, norm_first=True)
        self.head = nn.Linear(8, 9, bias=False)
        self.head.weight = self.embedding.weight

    def forward(self, input_ids: Tensor, attention_mask: Tensor | None = None) -> Any:
        length = input_ids.shape[1]
        causal = torch.full((length, length), -math.inf).triu(1)
        hidden = self.block(self.embedding(input_ids), causal, is_causal=True)
        if attention_mask is not None:
            hidden = hidden * attention_mask.unsqueeze(2)
        return SimpleNamespace(logits=self.head(hidden), hidden=hidden)


class UNet(nn.Module):
    """Down and up again with a skip connection."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU())
        self.middle = nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(4, 8, 3, padding=1), nn.ReLU())
        self.up = nn.ConvTranspose2d(8, 4, 2, stride=2)
        self.last = nn.Conv2d(8, 1, 1)

    def forward(self, image: Tensor) -> Tensor:
        skip = self.down(image)
        up = self.up(self.middle(skip))
        smooth = functional.interpolate(up, scale_factor=0.5, mode="bilinear")
        up = up + functional.interpolate(smooth, size=image.shape[2:], mode="nearest")
        return self.last(torch.cat([skip, up], 1))  # type: ignore[no-any-return]


class Block(nn.Module):
    """The basic block of a ResNet."""

    def __init__(self, channels: int, out: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.relu = nn.ReLU(inplace=True)
        self.downsample: nn.Module | None = None
        if stride != 1 or channels != out:
            skip = nn.Conv2d(channels, out, 1, stride, bias=False)
            self.downsample = nn.Sequential(skip, nn.BatchNorm2d(out))

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        y += x if self.downsample is None else self.downsample(x)
        return self.relu(y)  # type: ignore[no-any-return]


class ResNet(nn.Module):
    """ResNet-18, its layers as torchvision's, with fewer channels."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 4, 7, 2, 3, bias=False), nn.BatchNorm2d(4), nn.ReLU(inplace=True)
        )
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        widths = [(4, 4, 1), (4, 8, 2), (8, 12, 2), (12, 16, 2)]
        blocks = [(Block(*width), Block(width[1], width[1], 1)) for width in widths]
        self.layers = nn.Sequential(*(nn.Sequential(*pair) for pair in blocks))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(16, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.avgpool(self.layers(self.maxpool(self.stem(x))))
        return self.fc(torch.flatten(x, 1))  # type: ignore[no-any-return]


class TwoTowers(nn.Module):
    """Numbers and categories of a table; one category's embedding is frozen."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = nn.Embedding(4, 3)
        self.place = nn.Embedding(50, 3).requires_grad_(False)
        self.fc = nn.Linear(2 + 6, 6)
        self.out = nn.Linear(6, 4)

    def forward(self, numbers: Tensor, kind: Tensor, place: Tensor) -> dict[str, Tensor]:
        x = torch.cat([numbers, self.kind(kind), self.place(place)], 1)
        return {"logits": self.out(torch.tanh(self.fc(x)))}


def frozen_encoder() -> nn.Module:
    """Its fast path would make nested tensors of what is not padding."""
    module = Tokens()
    module.encoder.requires_grad_(False)
    return module


def convolutions() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64, 3),
    )


def regression() -> nn.Module:
    return nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 1))


def two_numbers() -> nn.Module:
    return nn.Sequential(nn.Linear(5, 8), nn.GELU(), nn.Linear(8, 2))


def one_logit() -> nn.Module:
    return nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 1), nn.Flatten(0))


def many_labels() -> nn.Module:
    return nn.Sequential(nn.Linear(5, 8), nn.SiLU(), nn.Linear(8, 4))


def half_precision() -> nn.Module:
    return many_labels().to(torch.bfloat16)


def dice(outputs: Tensor, target: Tensor) -> Tensor:
    """One minus the Dice coefficient of each example, from logits and a mask of bools."""
    share, mask = torch.sigmoid(outputs).flatten(1), target.to(outputs.dtype).flatten(1)
    both = (share * mask).sum(1)
    return 1 - (2 * both + 1) / (share.sum(1) + mask.sum(1) + 1)


class Ranking(nn.Module):
    """A hinge between the score of the right one and all others, with weights as a buffer."""

    weights: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("weights", torch.tensor([1.0, 2.0, 0.5, 1.5]))

    def forward(self, outputs: Tensor, target: Tensor) -> Tensor:
        right = outputs.gather(1, target.unsqueeze(1))
        hinge = torch.relu(1 + outputs - right) * self.weights
        return hinge.view(outputs.size(0), -1).mean(1)


def _padding(lengths: list[int], size: int) -> Tensor:
    return torch.arange(size) >= torch.tensor(lengths)[:, None]


_IDS = torch.arange(24).reshape(4, 6) % 11
_NUMBERS = torch.linspace(-2, 2, 15).reshape(3, 5)
_TABLE = (torch.randn(4, 2), torch.tensor([0, 1, 2, 3]), torch.tensor([0, 7, 49, 21]))

CASES = [
    Case(
        convolutions, [torch.randn(2, 1, 8, 8)], "cross-entropy", "input", ("label", "int64", ()), 3
    ),
    Case(
        Tokens,
        (_IDS, _padding([6, 4, 2, 5], 6)),
        "cross-entropy",
        "ids padding",
        ("label", "int64", ()),
        3,
    ),
    Case(
        frozen_encoder,
        {"padding": _padding([6, 4, 2, 5], 6), "ids": _IDS},
        "cross-entropy",
        "padding ids",
        ("label", "int64", ()),
        3,
    ),
    Case(
        Tagger,
        (_IDS.to(torch.uint8) % 7,),
        "cross-entropy-per-token",
        "ids",
        ("label", "int64", (6,)),
        3,
    ),
    Case(regression, (_NUMBERS,), "mean-squared-error", "input", ("target", "float32", ())),
    Case(two_numbers, (_NUMBERS.double(),), "huber", "input", ("target", "float32", (2,))),
    Case(one_logit, (_NUMBERS,), "binary-cross-entropy", "input", ("label", "float32", ())),
    Case(many_labels, (_NUMBERS,), "binary-cross-entropy", "input", ("label", "float32", (4,))),
    Case(half_precision, (_NUMBERS,), "huber", "input", ("target", "float32", (4,))),
    Case(
        Tied,
        {"attention_mask": 1 - _padding([6, 4, 2, 5], 6).long(), "input_ids": _IDS % 9},
        "cross-entropy-per-token",
        "attention_mask input_ids",
        ("label", "int64", (6,)),
        9,
    ),
    Case(
        UNet,
        (torch.randn(2, 2, 8, 8),),
        dice,
        "image",
        ("target", "bool", (1, 8, 8)),
        example_target=torch.rand(2, 1, 8, 8) < 0.5,
    ),
    Case(ResNet, (torch.randn(1, 3, 32, 32),), "cross-entropy", "x", ("label", "int64", ()), 5),
    Case(
        TwoTowers,
        _TABLE,
        Ranking(),
        "numbers kind place",
        ("target", "int64", ()),
        example_target=torch.tensor([0, 1, 3]),
    ),
]
