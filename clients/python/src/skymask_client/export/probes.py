"""Other inputs than those of the example, on which two functions are compared."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from skymask_client.errors import ExportError
from skymask_client.export import refusals

BATCHES = (1, 2, 5)
"""Batch sizes that are compared."""


def find(
    tensors: Sequence[Tensor], batch: int, function: Callable[..., Tensor]
) -> tuple[list[Tensor], Tensor]:
    """Inputs of `batch` examples, and the finite values that the function gives for them.

    The inputs are random within the range that the example shows. Where the function takes no
    such values (positions, lengths, rows that are masked out as a whole), rows of the example are
    drawn. Raises ExportError where it does not take those either.
    """
    reason = ""
    for draw in (_anew, rows):
        inputs = [draw(tensor, batch) for tensor in tensors]
        try:
            values = function(*inputs)
        except refusals.OF_RUNS as error:
            reason = f"fails for {batch} examples: {refusals.line(error)}"
            continue
        if bool(torch.isfinite(values).all()):
            return inputs, values
        reason = f"gives values that are not finite for {batch} examples like those shown"
    raise ExportError(f"the module {reason}")


def rows(tensor: Tensor, batch: int) -> Tensor:
    """Rows of the example, drawn at random."""
    return tensor[torch.randint(len(tensor), (batch,))]


def _anew(tensor: Tensor, batch: int) -> Tensor:
    shape = (batch, *tensor.shape[1:])
    if tensor.dtype == torch.bool:
        return torch.rand(shape) < 0.5
    low, high = tensor.min(), tensor.max()
    if not tensor.is_floating_point():
        return torch.randint(int(low), int(high) + 1, shape)
    span = high - low
    if bool(torch.isfinite(span)) and float(span) > 0:
        return low + span * torch.rand(shape)
    return torch.randn(shape)
