"""Small PyTorch modules of the kinds that silos train."""

from collections import OrderedDict

import torch
from torch import Tensor, nn


def mlp() -> nn.Module:
    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Dropout(), nn.Linear(8, 3))


def cnn() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(4 * 9, 3)
    )


class BatchNormNet(nn.Module):
    """A residual block; flattens with the batch size, as many published networks do."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.skip = nn.Conv2d(1, 4, 1)
        self.fc = nn.Linear(4 * 16, 3)

    def forward(self, x: Tensor) -> Tensor:
        y = torch.relu(self.norm(self.conv(x)) + self.skip(x))
        y = nn.functional.avg_pool2d(y, 2)
        return self.fc(y.view(y.size(0), -1))  # type: ignore[no-any-return]


class Recurrent(nn.Module):
    """Its first state is made from the batch size."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.LSTM(4, 5, batch_first=True)
        self.fc = nn.Linear(5, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(self.rnn(x)[0][:, -1])  # type: ignore[no-any-return]


class Attention(nn.Module):
    """A class token, positions as a buffer that is not saved, one encoder layer."""

    positions: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.token = nn.Parameter(torch.zeros(1, 1, 8))
        self.encoder = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
        self.register_buffer("positions", torch.linspace(0, 1, 8), persistent=False)
        self.fc = nn.Linear(8, 3)

    def forward(self, x: Tensor) -> Tensor:
        tokens = torch.cat([self.token.expand(x.shape[0], -1, -1), x + self.positions], 1)
        return self.fc(self.encoder(tokens)[:, 0])  # type: ignore[no-any-return]


def frozen() -> nn.Module:
    """A fixed feature extractor under a trained head."""
    body = nn.Linear(12, 8).requires_grad_(False)
    return nn.Sequential(OrderedDict(body=body, act=nn.Tanh(), head=nn.Linear(8, 3)))
