"""The module's tensors: which of them are the layout's, and their values."""

import copy
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from skymask_client.errors import ExportError, UpdateError
from skymask_client.layout import FloatArray, Layout
from skymask_client.tensors import require_finite, require_variances, to_arrays


def copied(module: object) -> nn.Module:
    """A float32 copy in evaluation mode of the module, or of the one that it wraps."""
    if not isinstance(module, nn.Module):
        raise ExportError(f"module is a {type(module).__name__}, expected a torch.nn.Module")
    while isinstance(inner := getattr(module, _inner(module), None), nn.Module):
        module = inner
    if isinstance(module, torch.jit.ScriptModule):
        raise ExportError("the module is TorchScript: give the nn.Module that it was made from")
    if any(map(nn.parameter.is_lazy, (*module.parameters(), *module.buffers()))):
        raise ExportError("the module has lazy tensors: run it once on an example before")
    _refuse_shared(module)
    return copy.deepcopy(module).cpu().float().eval()


def tensors(model: nn.Module) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The floating-point entries of the state dict in its order, and what is tied to them.

    A parameter that stands there under several names is one tensor, by its first name.
    """
    state = model.state_dict(keep_vars=True)
    found: dict[str, Tensor] = {}
    tied: dict[str, str] = {}
    first: dict[int, str] = {}
    for name, tensor in state.items():
        if tensor.is_complex():
            raise ExportError(f"tensor {name!r} holds {tensor.dtype}, expected floating point")
        if not tensor.is_floating_point():
            continue
        other = first.setdefault(id(tensor), name)
        if other == name:
            found[name] = tensor
        else:
            tied[name] = other
    return found, tied


def arrays(model: nn.Module, layout: Layout, tied: Mapping[str, str]) -> dict[str, FloatArray]:
    """The values of the layout's tensors; ExportError where no version may have them."""
    state = {n: t for n, t in model.state_dict().items() if n not in tied}
    try:
        values = to_arrays(state, layout)
        require_finite(values)
        require_variances(layout, values)
    except UpdateError as error:
        raise ExportError(str(error)) from error
    return values


def places(layout: Layout, tied: Mapping[str, str]) -> dict[str, int]:
    """For each name of a tensor, its place in the layout."""
    found = {name: place for place, name in enumerate(layout.names)}
    return found | {name: found[first] for name, first in tied.items()}


def _inner(module: nn.Module) -> str:
    wrapped = isinstance(module, nn.DataParallel | nn.parallel.DistributedDataParallel)
    return "module" if wrapped else "_orig_mod"


def _refuse_shared(module: nn.Module) -> None:
    """Refuses two parameters over the same values, which a copy would pull apart."""
    state = module.state_dict(keep_vars=True)
    first: dict[tuple[str, int], str] = {}
    for name, tensor in state.items():
        if not isinstance(tensor, Tensor):
            raise ExportError(
                f"entry {name!r} of the state dict is of the type {type(tensor).__name__}, expected"
                " tensors: export the module before it is quantised"
            )
        if tensor.is_meta:
            raise ExportError(
                f"tensor {name!r} has no values (device meta): load the weights first"
            )
        other = first.setdefault((str(tensor.device), tensor.data_ptr()), name)
        if tensor.numel() and state[other] is not tensor:
            raise ExportError(
                f"tensors {other!r} and {name!r} share their values, but are not one parameter:"
                " tie them by assigning the parameter itself, or give each its own values"
            )
