import warnings
from typing import Any

import pytest

from skymask_client import ExportError
from skymask_client.storage import Directory

torch = pytest.importorskip("torch", reason="needs PyTorch")
from torch import Tensor, nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from skymask_client.export import export_model  # noqa: E402
from tests.models import Tied, Tokens  # noqa: E402

NUMBERS = torch.linspace(-2, 2, 15).reshape(3, 5)
IDS = torch.arange(24).reshape(4, 6) % 9
PADDING = torch.arange(6).expand(4, 6) > 3


class With(nn.Module):
    """A layer and what is to be done with it."""

    def __init__(self, function: Any) -> None:
        super().__init__()
        self.fc = nn.Linear(5, 3)
        self.function = function

    def forward(self, x: Tensor) -> Any:
        return self.function(self.fc, x)


class Packed(nn.Linear):
    def get_extra_state(self) -> Any:
        return torch.float32


def scripted() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.jit.trace(nn.Linear(5, 3), NUMBERS)


def raises(*arguments: Any) -> Any:
    raise ZeroDivisionError("no such thing")


def linear() -> nn.Module:
    return nn.Linear(5, 3)


def refused(message: str, place: str, module: nn.Module, **options: Any) -> None:
    with pytest.raises(ExportError, match=message) as caught:
        export_model(module, directory=place, **options)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    assert Directory.at(place).names() == []


@pytest.mark.parametrize(
    ("module", "inputs", "message"),
    [
        (linear, None, "give example_inputs, or the input_shape of one example"),
        (linear, (), r"example_inputs is \(\), expected a tuple of tensors"),
        (linear, 3, "example_inputs is of the type int, expected a tuple of tensors"),
        (linear, ([1, 2],), "the example of 'input' is of the type list, expected a torch.Tensor"),
        (linear, (torch.tensor(1.0),), r"'input' has the shape \[\], expected \[batch, …\]"),
        (linear, (torch.zeros(0, 5),), r"'input' has the shape \[0, 5\], expected \[batch, …\]"),
        (linear, (NUMBERS.to_sparse(),), "'input' is torch.sparse_coo of torch.float32, expected"),
        (linear, (NUMBERS.cfloat(),), "of torch.complex64, expected a dense tensor of real"),
        (linear, (NUMBERS, NUMBERS), r"has 2 inputs, but forward\(\) takes 1 by position"),
        (linear, (IDS[:, :5],), "an input has another type than a layer takes: convert it"),
        (Tokens, (IDS, PADDING[:2]), r"hold \[2, 4\] examples: the first dimension"),
        (Tokens, (IDS,), "missing 1 required .*: example_inputs has one tensor for each argument"),
        (Tokens, {"ids": IDS, "mask": PADDING}, r"no argument 'mask', only ids, padding"),
        (Tokens, {1: IDS}, "has the key 1, expected names of arguments"),
        (Tokens, (IDS.float(), PADDING), r"it takes integers \(models.py, line \d+\)"),
        (Tokens, (IDS + 5, PADDING), r"an index in the example is larger .* \(models.py, line"),
        (Tied, {"input_ids": IDS, "attention_mask": None}, "'attention_mask' is None, expected"),
    ],
)
def test_examples(module: Any, inputs: Any, message: str, place: str) -> None:
    refused(message, place, module(), example_inputs=inputs)


def test_only_one_of_shape_and_example(place: str) -> None:
    refused("give one of them", place, linear(), input_shape=(5,), example_inputs=(NUMBERS,))
    with pytest.raises(ExportError, match="directory is missing: say where to write"):
        export_model(linear(), (5,))


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda fc, x: fc(x).argmax(1), "gives torch.int64, expected floating-point outputs"),
        (lambda fc, x: "no", "gives str, expected a tensor, an object or dict with logits"),
        (lambda fc, x: {"hidden": fc(x)}, "gives dict with hidden, expected a tensor"),
        (lambda fc, x: fc(x).sum(), r"gives \[\] for 3 examples: the first dimension"),
        (lambda fc, x: fc(x).T.reshape(3, -1), r"gives \[3, 1\] for 1 examples: the first"),
        (lambda fc, x: fc(x) * x.max().item(), "is off by .*values of its tensors"),
        (lambda fc, x: functional.dropout(fc(x)), "is off by .*on chance"),
        (lambda fc, x: fc(x.view(3, 5)), r"fixes it.*: take it from the first dimension"),
        (lambda fc, x: fc(x) / len(x), r"fixes it.*x.shape\[0\], not len\(x\)"),
        (lambda fc, x: fc(x) if x.sum() > 0 else x, "decides by the values of a tensor"),
        (lambda fc, x: fc(torch.from_numpy(2 * x.numpy())), r"leaves PyTorch for NumPy \(test_ex"),
        (lambda fc, x: fc(x).detach(), "'fc.weight' does not reach the outputs"),
        (lambda fc, x: (fc(x) * 0).log() * 0, "values that are not finite for 1 examples like"),
        (raises, r"no such thing \(test_export_inputs_refused.py, line \d+\)"),
    ],
)
def test_what_modules_do(function: Any, message: str, place: str) -> None:
    refused(message, place, With(function), example_inputs=(NUMBERS,), loss="huber")


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (scripted(), "is TorchScript: give the nn.Module"),
        (Packed(5, 3), "entry '_extra_state' of the state dict is of the type dtype"),
        (nn.Linear(5, 3, device="meta"), "'weight' has no values.*load the weights first"),
    ],
)
def test_modules_without_plain_tensors(module: nn.Module, message: str, place: str) -> None:
    refused(message, place, module, example_inputs=(NUMBERS,))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"loss": "hinge"}, "loss is 'hinge', expected one of 'cross-entropy', .* or a function"),
        ({"loss": "function"}, "loss is 'function', expected one of"),
        ({"loss": None}, "loss is None, expected one of"),
        ({"loss": "cross-entropy-per-token"}, r"\[batch, 3\], expected logits \[batch, tokens"),
        ({"loss": "huber", "target_name": "input"}, r"see \['input'\]: target_name=…"),
        ({"loss": "huber", "target_name": ""}, "has an empty name"),
        (
            {"loss": "huber", "example_target": torch.zeros(3, 2)},
            r"example_target has the shape \[2\] .* outputs \[batch, 3\] the target has \[3\]",
        ),
    ],
)
def test_losses_by_name(options: dict[str, Any], message: str, place: str) -> None:
    refused(message, place, linear(), example_inputs=(NUMBERS,), **options)


def square(outputs: Tensor, target: Tensor) -> Tensor:
    return (outputs - target) ** 2


@pytest.mark.parametrize(
    ("loss", "message"),
    [
        (functional.mse_loss, r"gives \[\] on outputs \[2, 3\] .*expected \[2\].*reduction='none'"),
        (square, r"gives \[2, 3\] on outputs \[2, 3\] and the target \[2, 3\]"),
        (lambda o, t: o[:, 0] - t[:, 9], "the loss fails on outputs .*out of bounds"),
        (lambda o, t: (o.argmax(1) - t[:, 0]).float(), "the loss has no gradient"),
        (lambda o, t: (o - o.detach()).abs().sum(1).sqrt(), "gradients that are not finite"),
        (lambda o, t: o.mean(1) if t.sum() > 0 else o.sum(1), "cannot trace the loss .*decides"),
        (lambda o, t: square(o, t).reshape(2, 3).mean(1), "cannot trace the loss .*fixes it"),
        (nn.PReLU(), "the loss has parameters that would be trained"),
        (raises, "the loss fails on .*: no such thing"),
    ],
)
def test_losses_of_ones_own(loss: Any, message: str, place: str) -> None:
    target = NUMBERS[:, :3]
    refused(message, place, linear(), example_inputs=(NUMBERS,), loss=loss, example_target=target)


def test_a_loss_of_ones_own_needs_a_target(place: str) -> None:
    refused("show example_target", place, linear(), example_inputs=(NUMBERS,), loss=square)
