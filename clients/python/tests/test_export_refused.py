from typing import Any

import pytest

from skymask_client import ExportError, Layout, Signature, TensorSpec
from skymask_client.storage import Directory

torch = pytest.importorskip("torch", reason="needs PyTorch")
from torch import nn  # noqa: E402

from skymask_client.export import export_model  # noqa: E402
from skymask_client.export.adapter import Adapter  # noqa: E402
from skymask_client.export.compare import compare  # noqa: E402


def frozen_batch(features: Any, weight: Any, bias: Any) -> Any:
    return nn.functional.linear(features.reshape(2, 4), weight, bias)


def frozen_weights(features: Any, weight: Any, bias: Any) -> Any:
    return features @ torch.ones(4, 3) + 0 * (weight.sum() + bias.sum())


def one_example(features: Any, weight: Any, bias: Any) -> Any:
    return nn.functional.linear(features[:1], weight, bias)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (frozen_batch, "for 1 examples the exported function fails"),
        (frozen_weights, "for 1 examples the exported function is off by"),
        (one_example, "for 2 examples the exported function gives"),
    ],
)
def test_comparison_finds_functions_that_froze_something(function: Any, message: str) -> None:
    module = nn.Linear(4, 3)
    module.load_state_dict({"weight": torch.ones(3, 4), "bias": torch.zeros(3)})
    module.requires_grad_(True)
    layout = Layout(
        Signature.classifier((4,), 3),
        (TensorSpec("weight", (3, 4), "trainable"), TensorSpec("bias", (3,), "trainable")),
    )
    with pytest.raises(ExportError, match=message):
        compare(Adapter(module), function, layout, [torch.randn(2, 4)])


class Shared(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
        self.b.weight = nn.Parameter(self.a.weight.detach())

    def forward(self, x: Any) -> Any:
        return self.b(self.a(x))


class Unused(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Linear(4, 3)
        self.spare = nn.Linear(4, 3)

    def forward(self, x: Any) -> Any:
        return self.a(x)


class Chance(Unused):
    def forward(self, x: Any) -> Any:
        return self.a(x) + torch.rand(3) + self.spare(x)


class FixedBatch(Unused):
    def forward(self, x: Any) -> Any:
        return self.a(x.reshape(2, 4)) + self.spare(x)


class Branch(Unused):
    def forward(self, x: Any) -> Any:
        return self.a(x) if x.sum() > 0 else self.spare(x)


class Twofold(Unused):
    def forward(self, x: Any) -> Any:
        return self.a(x), self.spare(x)


class Complex(Unused):
    def __init__(self) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.ones(3, dtype=torch.complex64))

    def forward(self, x: Any) -> Any:
        return self.a(x) * self.factor.real


def without_numbers() -> nn.Module:
    module = nn.Linear(4, 3)
    nn.init.constant_(module.weight, float("nan"))
    return module


def negative_variance() -> nn.Module:
    norm = nn.BatchNorm1d(3)
    torch.asarray(norm.running_var)[2] = -1
    return nn.Sequential(nn.Linear(4, 3), norm)


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (Shared(), "'a.weight' and 'b.weight' share their values, but are not one parameter"),
        (Unused(), r"'spare.weight' does not reach the outputs.*requires_grad_\(False\)"),
        (Chance(), "the exported function is off by"),
        (
            FixedBatch(),
            r"FixedBatch for any batch size: forward\(\) fixes it \(test_export_refused.py, line",
        ),
        (
            Branch(),
            r"trace Branch .*decides by the values of a tensor \(test_export_refused.py, line",
        ),
        (Twofold(), "'spare.weight' does not reach the outputs"),
        (
            nn.Linear(4, 1),
            "classes is 1, expected 2 or more: for one logit .* 'binary-cross-entropy'",
        ),
        (nn.Linear(4, 3).requires_grad_(False), "no tensor is trainable"),
        (nn.Unflatten(1, (2, 2)), r"gives \[2, 2, 2\] for 2 examples.*'cross-entropy-per-token'"),
        (nn.Linear(5, 3), r"fails on 2 examples, float32 \[2, 4\]: .*shape is that of one example"),
        (
            nn.Embedding(5, 3),
            r"float32 \[2, 4\]: it takes integers.*give an integer tensor by ex",
        ),
        (nn.LazyLinear(3), "the module has lazy tensors: run it once on an example"),
        (Complex(), "tensor 'factor' holds torch.complex64, expected floating point"),
        (without_numbers(), "'weight': 12 values are not finite"),
        (negative_variance(), "'1.running_var' is a variance, but its value 2 is -1.0"),
        (nn.Linear, "module is a type, expected a torch.nn.Module"),
        (nn.Linear(4, 3).state_dict(), "module is a OrderedDict, expected a torch.nn.Module"),
    ],
)
def test_refuses(
    module: nn.Module, message: str, place: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ExportError, match=message):
        export_model(module, (4,), place)
    assert Directory.at(place).names() == []
    assert capfd.readouterr() == ("", "")  # no graph either


@pytest.mark.parametrize("shape", [4, "4", (4.0,)])
def test_the_input_shape_is_integers(shape: Any, place: str) -> None:
    with pytest.raises(ExportError, match=r"expected integers as in \(1, 28, 28\)"):
        export_model(nn.Linear(4, 3), shape, place)


def test_an_unused_parameter_that_is_frozen_is_no_error(place: str) -> None:
    module = Unused()
    module.spare.requires_grad_(False)
    assert len(export_model(module, (4,), place).tensors) == 4
