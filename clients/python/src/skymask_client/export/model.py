"""Writing version 0: layout, architecture, loss and parameters."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from skymask_client import tied as tied_names
from skymask_client.errors import CorruptError, ExportError
from skymask_client.export import adapter, embeddings, function_loss, losses, roles, state, trace
from skymask_client.export.compare import compare
from skymask_client.export.example import Example, of_inputs, of_shape, of_value
from skymask_client.layout import Layout
from skymask_client.shards import FILE_VALUES, write_shards
from skymask_client.signature import Signature
from skymask_client.storage import Directory, Location, Options

_LOSS_FILE = "loss.pt"

Inputs = Tensor | Sequence[Tensor] | Mapping[str, Tensor]
LossOf = str | Callable[[Tensor, Tensor], Tensor]


def export_model(
    module: nn.Module,
    input_shape: Sequence[int] | None = None,
    directory: "Location | None" = None,
    *,
    example_inputs: Inputs | None = None,
    loss: LossOf = "cross-entropy",
    example_target: Tensor | None = None,
    target_name: str | None = None,
    file_values: int = FILE_VALUES,
    storage_options: Options | None = None,
) -> Layout:
    """Writes `layout.json`, `architecture.pt`, `parameters/part-*.parquet`, and `loss.pt`.

    `example_inputs` is a batch of one example or more: a tuple in the order of forward()'s
    arguments, or a dict with its keyword arguments. Their names become the layout's. Floats are
    taken as float32, integers as int64. A model of one float32 input may be given by
    `input_shape` instead, one example's without the batch; the input is named `features`.

    `loss` is a name of `skymask_client.signature.Loss`, or a function of (outputs, target) that
    gives a value an example; that one needs `example_target`, a batch of targets, and is written
    as `loss.pt`. The target is named `label` for losses over classes and `target` otherwise, or
    by `target_name`.

    The layout holds the floating-point entries of `module.state_dict()` in its order and says
    what moves each: parameters are trainable, or frozen where `requires_grad` is False, all else
    is state, and running variances are marked. Parameters under several names are one tensor.
    The module itself is not changed; of one that is wrapped (DataParallel, torch.compile) the
    inner one is written. Before anything is written, the function is compared with the module on
    other inputs, other batch sizes and other values of every tensor. Raises ExportError where the
    module cannot be written so.
    """
    if directory is None:
        raise ExportError("directory is missing: say where to write")
    model = state.copied(module)
    with torch.random.fork_rng(devices=[]), adapter.written_out():  # the caller's seeds stay
        example = _example(model, input_shape, example_inputs)
        called = adapter.adapt(model, example)
        example = embeddings.bounded(called, example)
        kind = losses.kind_of(loss)
        outputs = adapter.run(called, example)
        signature = losses.signature(example, outputs, kind, target_name, example_target)
        layout, tied = _layout(model, signature)
        arrays = state.arrays(model, layout, tied)
        function = trace.trace_function(
            called, example.tensors, state.places(layout, tied), type(model).__name__
        )
        architecture = trace.to_bytes(function)
        compare(called, trace.from_bytes(architecture), layout, example.tensors)
        files = {"architecture.pt": tied_names.add(architecture, tied)}
        if callable(loss):
            _, target = of_value(signature.target.name, example_target)
            files[_LOSS_FILE] = function_loss.to_bytes(loss, called, example.tensors, target)
    place = Directory.at(directory, storage_options)
    _clear(place)
    for name, content in write_shards(layout.tensors, arrays, file_values):
        (place / "parameters").write(name, content)
    for name, content in files.items():
        place.write(name, content)
    place.write("layout.json", layout.to_bytes())
    return layout


def _example(model: nn.Module, input_shape: object, example_inputs: Any) -> Example:
    if example_inputs is None:
        return of_shape(input_shape)
    if input_shape is not None:
        raise ExportError("both input_shape and example_inputs are given: give one of them")
    return of_inputs(model, example_inputs)


def _layout(model: nn.Module, signature: Signature) -> tuple[Layout, dict[str, str]]:
    tensors, tied = state.tensors(model)
    try:
        return Layout(signature, roles.specs(model, tensors)), tied
    except CorruptError as error:
        raise ExportError(str(error)) from error


def _clear(place: Directory) -> None:
    """Takes away what an earlier export has left: shards of a larger model, another loss."""
    for name in (place / "parameters").names():
        if name.endswith(".parquet"):
            (place / "parameters").remove(name)
    if place.exists(_LOSS_FILE):
        place.remove(_LOSS_FILE)
