"""Whether an exported function is the module that it was made from."""

import copy
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from skymask_client.errors import ExportError
from skymask_client.export import probes
from skymask_client.export.adapter import PREFIX, Adapter
from skymask_client.layout import Layout, TensorSpec

_TOLERANCE = 1e-5  # of the largest output; another order of sums, never another function
_GRADIENT_TOLERANCE = 1e-4  # of the largest gradient


def compare(
    adapter: Adapter, function: Callable[..., Tensor], layout: Layout, example: Sequence[Tensor]
) -> None:
    """Raises ExportError unless the function is the module, and gradients reach its parameters.

    Both run on other inputs of several batch sizes, with other values in every tensor than those
    that were there when the function was traced.
    """
    moved = _move(adapter)
    state = moved.state_dict()
    tensors = [state[PREFIX + s.name].requires_grad_(s.trainable) for s in layout.tensors]
    for batch in probes.BATCHES:
        inputs, expected = probes.find(example, batch, moved)
        if len(expected) != batch:
            raise ExportError(
                f"the module gives {list(expected.shape)} for {batch} examples: the first"
                " dimension of inputs and outputs is the batch"
            )
        outputs = same(function, (*inputs, *tensors), expected, batch)
    _require_gradients(moved, outputs, expected, tensors, layout)


def same(
    function: Callable[..., Tensor], arguments: Sequence[Any], expected: Tensor, batch: int
) -> Tensor:
    """What the function gives, where that is what was expected; ExportError otherwise."""
    try:
        outputs = function(*arguments)
    except RuntimeError as error:
        raise ExportError(
            f"for {batch} examples the exported function fails: forward() may not fix the"
            " batch size"
        ) from error
    found = outputs.detach()
    if found.shape != expected.shape:
        raise ExportError(
            f"for {batch} examples the exported function gives {list(found.shape)},"
            f" the module {list(expected.shape)}: forward() may not fix the batch size"
        )
    off = _off(found, expected.detach())
    if not off <= _TOLERANCE * (0.1 + float(expected.detach().abs().max())):
        raise ExportError(
            f"for {batch} examples the exported function is off by {off:g}: forward() may"
            " depend on the batch size, on chance, or on the values of its tensors"
        )
    return outputs


def _move(adapter: Adapter) -> Adapter:
    """A copy with other values in every tensor; variances stay positive, as nothing sinks."""
    moved = copy.deepcopy(adapter)
    with torch.no_grad():
        for tensor in moved.state_dict().values():
            if tensor.is_floating_point():
                tensor *= 1 + 0.1 * torch.rand_like(tensor)
                tensor += 1e-3 * torch.rand_like(tensor)
    return moved


def _require_gradients(
    module: nn.Module,
    outputs: Tensor,
    expected: Tensor,
    tensors: Sequence[Tensor],
    layout: Layout,
) -> None:
    trained = [(s, t) for s, t in zip(layout.tensors, tensors, strict=True) if s.trainable]
    parameters = module.state_dict(keep_vars=True)
    weights = torch.randn_like(outputs)
    ours = _gradients(outputs, weights, [tensor for _, tensor in trained])
    theirs = _gradients(expected, weights, [parameters[PREFIX + s.name] for s, _ in trained])
    for (spec, _), our, their in zip(trained, ours, theirs, strict=True):
        if our is None or their is None:
            raise ExportError(
                f"parameter {spec.name!r} does not reach the outputs: remove it, or call"
                " requires_grad_(False) on it"
            )
        _require_same(spec, our, their)


def _gradients(outputs: Tensor, weights: Tensor, tensors: list[Tensor]) -> Sequence[Tensor | None]:
    if not outputs.requires_grad:
        return [None] * len(tensors)
    return torch.autograd.grad(outputs, tensors, weights, allow_unused=True)


def _require_same(spec: TensorSpec, found: Tensor, expected: Tensor) -> None:
    off = _off(found, expected)
    if not off <= _GRADIENT_TOLERANCE * (0.1 + float(expected.abs().max())):
        raise ExportError(
            f"the gradient of parameter {spec.name!r} is off by {off:g} in the exported function:"
            " forward() may compute it in a way of its own"
        )


def _off(found: Tensor, expected: Tensor) -> float:
    return float((found - expected).abs().max()) if expected.numel() else 0.0
