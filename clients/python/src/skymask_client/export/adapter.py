"""One way to call any module: inputs by position, one tensor back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from skymask_client.errors import ExportError
from skymask_client.export import refusals
from skymask_client.export.example import Example

PREFIX = "module."
"""Before the names of the module's tensors in the adapter."""


class Adapter(nn.Module):
    """Calls the module with the inputs in the layout's order and takes its outputs.

    These are the tensor that it gives, or the `logits` of an object or a dict, or the first
    tensor of a tuple.
    """

    def __init__(self, module: nn.Module, names: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self.module = module
        self._names = names

    def forward(self, *inputs: Tensor) -> Tensor:
        """The outputs; with names the inputs are keyword arguments."""
        if self._names is None:
            return _outputs(self.module(*inputs))
        return _outputs(self.module(**dict(zip(self._names, inputs, strict=True))))


def adapt(module: nn.Module, example: Example) -> Adapter:
    """The module as the example calls it."""
    names = tuple(spec.name for spec in example.specs)
    return Adapter(module, names if example.keywords else None)


def run(adapter: Adapter, example: Example) -> Tensor:
    """The outputs for the example; ExportError where the module does not take it."""
    try:
        with torch.no_grad():
            outputs: Tensor = adapter(*example.tensors)
    except ExportError:
        raise
    except Exception as error:  # whatever forward() raises
        raise ExportError(
            f"the module fails on {example.batch} examples, {example}:"
            f" {refusals.of_run(error)}{example.advice}"
        ) from error
    if not outputs.is_floating_point():
        raise ExportError(f"the module gives {outputs.dtype}, expected floating-point outputs")
    if outputs.dim() < 1 or len(outputs) != example.batch:
        raise ExportError(
            f"the module gives {list(outputs.shape)} for {example.batch} examples: the first"
            " dimension of inputs and outputs is the batch"
        )
    return outputs


@contextmanager
def written_out() -> Iterator[None]:
    """Transformers as they are written: their fast path has no gradients and drops padding."""
    enabled = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        yield
    finally:
        torch.backends.mha.set_fastpath_enabled(enabled)


def _outputs(result: Any) -> Tensor:
    found = result
    if isinstance(result, Mapping) and "logits" in result:
        found = result["logits"]
    elif isinstance(getattr(result, "logits", None), Tensor):
        found = result.logits
    elif isinstance(result, tuple | list) and result:
        found = result[0]
    if not isinstance(found, Tensor):
        has = f" with {', '.join(map(str, result))}" if isinstance(result, Mapping) else ""
        raise ExportError(
            f"the module gives {type(result).__name__}{has}, expected a tensor, an object or dict"
            " with logits, or a tuple whose first is the tensor"
        )
    return found
