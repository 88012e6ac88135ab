"""What the caller shows of a model's inputs and of its target."""

import inspect
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from skymask_client.errors import CorruptError, ExportError
from skymask_client.signature import ValueSpec

_SHAPE_EXAMPLES = 2


@dataclass(frozen=True)
class Example:
    """A batch of inputs in the layout's order: float32, int64 or bool `[batch, *shape]`.

    With `keywords` the names are those of forward()'s keyword arguments. `advice` ends the
    message where the module does not take them.
    """

    specs: tuple[ValueSpec, ...]
    tensors: tuple[Tensor, ...]
    keywords: bool = False
    advice: str = ""

    @property
    def batch(self) -> int:
        """How many examples there are."""
        return len(self.tensors[0])

    def __str__(self) -> str:
        shown = (f"{s.type} {list(t.shape)}" for s, t in zip(self.specs, self.tensors, strict=True))
        return ", ".join(shown)


def of_shape(input_shape: object) -> Example:
    """Two random examples of the one input `features`, float32."""
    if input_shape is None:
        raise ExportError("give example_inputs, or the input_shape of one example")
    if not isinstance(input_shape, Iterable):
        raise ExportError(f"input_shape is {input_shape!r}, expected integers as in (1, 28, 28)")
    try:
        shape = tuple(operator.index(extent) for extent in input_shape)
    except TypeError as error:
        raise ExportError(
            f"input_shape is {input_shape!r}, expected integers as in (1, 28, 28)"
        ) from error
    spec = _spec("features", "float32", shape)
    advice = "; the input shape is that of one example, without the batch"
    return Example((spec,), (torch.randn(_SHAPE_EXAMPLES, *shape),), advice=advice)


def of_inputs(module: nn.Module, inputs: object) -> Example:
    """The caller's batch: positional in a tuple or list, or keyword arguments in a dict."""
    if isinstance(inputs, Tensor):
        inputs = (inputs,)
    if not isinstance(inputs, Mapping | tuple | list) or not inputs:
        raise ExportError(
            f"example_inputs is {_kind(inputs)}, expected a tuple of tensors, or a dict with the"
            " keyword arguments of forward(), each with the batch as its first dimension"
        )
    keywords = isinstance(inputs, Mapping)
    if isinstance(inputs, Mapping):
        names, values = _keywords(module, list(inputs)), list(inputs.values())
    else:
        names, values = _positions(module, len(inputs)), list(inputs)
    parts = [of_value(name, value) for name, value in zip(names, values, strict=True)]
    batches = sorted({len(tensor) for _, tensor in parts})
    if len(batches) > 1:
        raise ExportError(
            f"example_inputs hold {batches} examples: the first dimension of each input is the"
            " batch, of one size"
        )
    return Example(tuple(spec for spec, _ in parts), tuple(t for _, t in parts), keywords)


def of_value(name: str, value: object) -> tuple[ValueSpec, Tensor]:
    """A batch of one input, or of the target: any floats as float32, any integers as int64."""
    if not isinstance(value, Tensor):
        raise ExportError(
            f"the example of {name!r} is {_kind(value)}, expected a torch.Tensor with the batch"
            " as its first dimension: leave out arguments that are no tensors"
        )
    if value.layout != torch.strided or value.is_quantized or value.is_complex():
        raise ExportError(
            f"the example of {name!r} is {value.layout} of {value.dtype}, expected a dense tensor"
            " of real numbers, integers or bools"
        )
    if value.dim() < 1 or 0 in value.shape:
        raise ExportError(
            f"the example of {name!r} has the shape {list(value.shape)}, expected [batch, …] with"
            " one example or more"
        )
    value = value.detach().cpu().clone()
    shape = tuple(value.shape[1:])
    if value.dtype == torch.bool:
        return _spec(name, "bool", shape), value
    if value.is_floating_point():
        return _spec(name, "float32", shape), value.float()
    return _spec(name, "int64", shape), value.long()


def _spec(name: str, kind: Any, shape: tuple[int, ...]) -> ValueSpec:
    try:
        return ValueSpec(name, kind, shape)
    except CorruptError as error:
        raise ExportError(str(error)) from error


def _keywords(module: nn.Module, names: list[Any]) -> Sequence[str]:
    parameters = inspect.signature(module.forward).parameters.values()
    known = [p.name for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    for name in names:
        if not isinstance(name, str):
            raise ExportError(f"example_inputs has the key {name!r}, expected names of arguments")
        if name not in known and not any(p.kind == p.VAR_KEYWORD for p in parameters):
            raise ExportError(
                f"forward() has no argument {name!r}, only {', '.join(known) or 'none'}: the keys"
                " of example_inputs are its keyword arguments"
            )
    return names


def _positions(module: nn.Module, count: int) -> Sequence[str]:
    names: list[str] = []
    for parameter in inspect.signature(module.forward).parameters.values():
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            names.append(parameter.name)
        elif parameter.kind == parameter.VAR_POSITIONAL:
            names += [f"{parameter.name}_{index}" for index in range(count - len(names))]
    if len(names) < count:
        raise ExportError(
            f"example_inputs has {count} inputs, but forward() takes {len(names)} by position:"
            " name the others in a dict"
        )
    return names[:count]


def _kind(value: object) -> str:
    if value is None or (isinstance(value, tuple | list | dict) and not value):
        return repr(value)
    return f"of the type {type(value).__name__}"
