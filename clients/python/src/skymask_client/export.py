"""A PyTorch module as version 0 of a federation: what `skymask init --from DIR` takes."""

import copy
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

try:
    import torch
    from torch import nn
except ModuleNotFoundError as error:
    from skymask_client.errors import MissingExtraError

    raise MissingExtraError("skymask_client.export", "torch") from error

from skymask_client import roles, trace
from skymask_client.errors import CorruptError, ExportError, UpdateError
from skymask_client.layout import FloatArray, Layout
from skymask_client.shards import FILE_VALUES, write_shards
from skymask_client.signature import Signature
from skymask_client.storage import Directory, Location, Options
from skymask_client.tensors import require_finite, require_variances, to_arrays

_CHECKED_BATCHES = (1, 2, 5)
_TOLERANCE = 1e-5  # of the largest logit; another order of sums, never another function


def export_model(
    module: nn.Module,
    input_shape: Sequence[int],
    directory: Location,
    *,
    file_values: int = FILE_VALUES,
    storage_options: Options | None = None,
) -> Layout:
    """Writes `layout.json`, `architecture.pt` and `parameters/part-*.parquet`.

    `input_shape` is one example's, without the batch. The layout holds the floating-point entries
    of `module.state_dict()` in its order and says what moves each: parameters are trainable, or
    frozen where `requires_grad` is False, all else is state, and running variances are marked.
    The module itself is not changed; of one that is wrapped (DataParallel, torch.compile) the
    inner one is written. Before anything is written, the function is compared with
    the module on random input, other batch sizes and other values of every tensor. Raises
    ExportError where the module cannot be written so.
    """
    shape = _shape(input_shape)
    model = _copy(module).cpu().float().eval()
    with torch.random.fork_rng(devices=[]):  # the caller's seeds stay as they are
        layout = _layout(model, shape)
        arrays = _arrays(model, layout)
        architecture = trace.to_bytes(trace.trace_function(model, shape, layout.names))
        compare(model, trace.from_bytes(architecture), layout)
    target = Directory.at(directory, storage_options)
    _remove_parameters(target)
    for name, content in write_shards(layout.tensors, arrays, file_values):
        (target / "parameters").write(name, content)
    target.write("architecture.pt", architecture)
    target.write("layout.json", layout.to_bytes())
    return layout


def _arrays(model: nn.Module, layout: Layout) -> dict[str, FloatArray]:
    try:
        arrays = to_arrays(model.state_dict(), layout)
        require_finite(arrays)
        require_variances(layout, arrays)
    except UpdateError as error:
        raise ExportError(str(error)) from error
    return arrays


def _shape(input_shape: Sequence[int]) -> tuple[int, ...]:
    try:
        return tuple(operator.index(extent) for extent in input_shape)
    except TypeError as error:
        raise ExportError(
            f"input_shape is {input_shape!r}, expected integers as in (1, 28, 28)"
        ) from error


def _copy(module: nn.Module) -> nn.Module:
    if not isinstance(module, nn.Module):
        raise ExportError(f"module is a {type(module).__name__}, expected a torch.nn.Module")
    while isinstance(inner := getattr(module, _inner(module), None), nn.Module):
        module = inner
    if any(map(nn.parameter.is_lazy, (*module.parameters(), *module.buffers()))):
        raise ExportError("the module has lazy tensors: run it once on an example before")
    return copy.deepcopy(module)


def _inner(module: nn.Module) -> str:
    wrapped = isinstance(module, nn.DataParallel | nn.parallel.DistributedDataParallel)
    return "module" if wrapped else "_orig_mod"


def _remove_parameters(target: Directory) -> None:
    """Takes away the shards of an earlier export: those of a larger model would stay beside."""
    for name in (target / "parameters").names():
        if name.endswith(".parquet"):
            (target / "parameters").remove(name)


def _layout(model: nn.Module, input_shape: tuple[int, ...]) -> Layout:
    state = model.state_dict(keep_vars=True)
    tensors = {name: t for name, t in state.items() if t.is_floating_point()}
    _refuse_complex(state)
    _refuse_shared(tensors)
    specs = roles.specs(model, tensors)
    logits = _logits(model, input_shape)
    if not isinstance(logits, torch.Tensor) or logits.dim() != 2 or len(logits) != 2:
        found = list(logits.shape) if isinstance(logits, torch.Tensor) else type(logits).__name__
        raise ExportError(f"the module gives {found} for 2 examples, expected logits [2, classes]")
    try:
        return Layout(Signature.classifier(input_shape, logits.shape[1]), specs)
    except CorruptError as error:
        raise ExportError(str(error)) from error


def _logits(model: nn.Module, input_shape: tuple[int, ...]) -> Any:
    try:
        with torch.no_grad():
            return model(torch.randn(2, *input_shape))
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ExportError(
            f"the module fails on 2 examples, float32 {[2, *input_shape]}: {reason}; the input"
            " shape is that of one example, without the batch"
        ) from error


def _refuse_complex(state: Mapping[str, torch.Tensor]) -> None:
    for name, tensor in state.items():
        if tensor.is_complex():
            raise ExportError(f"tensor {name!r} holds {tensor.dtype}, expected floating point")


def _refuse_shared(tensors: dict[str, torch.Tensor]) -> None:
    first: dict[int, str] = {}
    for name, tensor in tensors.items():
        other = first.setdefault(tensor.data_ptr(), name)
        if tensor.numel() and other != name:
            raise ExportError(
                f"tensors {other!r} and {name!r} share their values: federated updates would pull"
                " them apart, so give each its own"
            )


def compare(model: nn.Module, function: Callable[..., torch.Tensor], layout: Layout) -> None:
    """Raises ExportError unless the function is the module, and gradients reach its parameters.

    Both run on random input of several batch sizes, with other values in every tensor than those
    that were there when the function was traced.
    """
    moved = _move(model)
    state = moved.state_dict()
    tensors = [state[spec.name].requires_grad_(spec.trainable) for spec in layout.tensors]
    for batch in _CHECKED_BATCHES:
        features = torch.randn(batch, *layout.signature.inputs[0].shape)
        with torch.no_grad():
            expected = moved(features)
        try:
            logits = function(features, *tensors)
        except RuntimeError as error:
            raise ExportError(
                f"for {batch} examples the exported function fails: forward() may not fix the"
                " batch size"
            ) from error
        found = logits.detach()
        if found.shape != expected.shape:
            raise ExportError(
                f"for {batch} examples the exported function gives {list(found.shape)},"
                f" the module {list(expected.shape)}: forward() may not fix the batch size"
            )
        off = float((found - expected).abs().max())
        if not off <= _TOLERANCE * (0.1 + float(expected.abs().max())):
            raise ExportError(
                f"for {batch} examples the exported function is off by {off:g}: forward() may"
                " depend on the batch size, on chance, or on the values of its tensors"
            )
    _require_gradients(logits, tensors, layout)


def _move(model: nn.Module) -> nn.Module:
    """A copy with other values in every tensor; variances stay positive, as nothing sinks."""
    moved = copy.deepcopy(model)
    with torch.no_grad():
        for tensor in moved.state_dict().values():
            if tensor.is_floating_point():
                tensor *= 1 + 0.1 * torch.rand_like(tensor)
                tensor += 1e-3 * torch.rand_like(tensor)
    return moved


def _require_gradients(
    logits: torch.Tensor, tensors: Sequence[torch.Tensor], layout: Layout
) -> None:
    trainable = [
        (spec, t) for spec, t in zip(layout.tensors, tensors, strict=True) if spec.trainable
    ]
    gradients = torch.autograd.grad(logits.sum(), [t for _, t in trainable], allow_unused=True)
    for (spec, _), gradient in zip(trainable, gradients, strict=True):
        if gradient is None:
            raise ExportError(
                f"parameter {spec.name!r} does not reach the logits: remove it, or call"
                " requires_grad_(False) on it"
            )
