"""A loss of the caller's own, as `loss.pt`: loss[batch] = g(outputs, target)."""

import copy
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from skymask_client.errors import ExportError
from skymask_client.export import probes, refusals, trace
from skymask_client.export.adapter import Adapter
from skymask_client.export.compare import same

_WHAT = "the loss"


class _Called(nn.Module):
    """The loss as a module, because torch.export takes nothing else."""

    def __init__(self, loss: Callable[..., Any]) -> None:
        super().__init__()
        self.loss = loss

    def forward(self, outputs: Tensor, target: Tensor) -> Any:
        return self.loss(outputs, target)


def to_bytes(
    loss: Callable[..., Any], adapter: Adapter, example: Sequence[Tensor], target: Tensor
) -> bytes:
    """The content of `loss.pt`, compared with the loss on several batch sizes.

    The loss takes the outputs of the adapter. `example` is a batch of its inputs, and `target`
    one of targets. Raises ExportError unless the loss gives a value an example and gradients
    reach the outputs.
    """
    module = _module(loss)
    with torch.no_grad():
        outputs = adapter(*example)
    _require_a_value_an_example(module, probes.rows(outputs, 2), probes.rows(target, 2))
    content = trace.to_bytes(trace.trace_function(Adapter(module), (outputs, target), {}, _WHAT))
    function = trace.from_bytes(content)

    def of_inputs(*tensors: Tensor) -> Tensor:
        with torch.no_grad():
            given = adapter(*tensors[:-1])
        return module(given, tensors[-1])  # type: ignore[no-any-return]

    for batch in probes.BATCHES:
        (*inputs, goal), expected = probes.find((*example, target), batch, of_inputs)
        with torch.no_grad():
            leaf = adapter(*inputs)
        found = same(function, (leaf.requires_grad_(), goal), expected, batch)
        _require_gradient(found, leaf)
    return content


def _module(loss: Callable[..., Any]) -> nn.Module:
    module = copy.deepcopy(loss) if isinstance(loss, nn.Module) else _Called(loss)
    if any(parameter.requires_grad for parameter in module.parameters()):
        raise ExportError(
            "the loss has parameters that would be trained: put them into the module, which gives"
            " what the loss needs of them"
        )
    return module.cpu().float().eval()


def _require_a_value_an_example(module: nn.Module, outputs: Tensor, target: Tensor) -> None:
    shapes = f"outputs {list(outputs.shape)} and the target {list(target.shape)}"
    try:
        values = module(outputs.requires_grad_(), target)
    except Exception as error:  # whatever the loss raises
        raise ExportError(f"the loss fails on {shapes}: {refusals.line(error)}") from error
    if not isinstance(values, Tensor) or values.shape != (2,) or not values.is_floating_point():
        found = list(values.shape) if isinstance(values, Tensor) else type(values).__name__
        raise ExportError(
            f"the loss gives {found} on {shapes}, expected [2], a float for each example: take"
            " reduction='none', then the mean over all dimensions but the first"
        )


def _require_gradient(values: Tensor, outputs: Tensor) -> None:
    gradient = None
    if values.requires_grad:
        (gradient,) = torch.autograd.grad(values.sum(), outputs, allow_unused=True)
    if gradient is None:
        raise ExportError(
            "the loss has no gradient with respect to the outputs: compute it from them without"
            " argmax, rounding or comparisons"
        )
    if not bool(torch.isfinite(gradient).all()):
        raise ExportError("the loss has gradients that are not finite for the example")
