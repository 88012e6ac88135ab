"""Which tensors a model has, and in which order: `layout.json`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from skymask_client.errors import CorruptError
from skymask_client.fields import Fields, to_bytes

PLAIN = "skymask-layout/1"
"""Tensors that are trained and state, no more: every reader knows this format."""

ROLES = "skymask-layout/2"
"""The format that names roles and variances."""

_FEATURES = {"name": "features", "type": "float32"}
_TARGET = {"name": "label", "type": "int64", "shape": []}
_LOSS = "cross-entropy"

FloatArray = npt.NDArray[np.float32]
Tensors = Mapping[str, FloatArray]

Role = Literal["trainable", "state", "frozen"]
"""What moves a tensor: gradients; training without a gradient (batch-norm statistics); nothing."""


@dataclass(frozen=True)
class TensorSpec:
    """One floating-point tensor: unique name, row-major shape, role.

    The values of a `variance`, which is state, are never negative.
    """

    name: str
    shape: tuple[int, ...]
    role: Role
    variance: bool = False

    def __post_init__(self) -> None:
        if self.role not in get_args(Role):
            known = ", ".join(get_args(Role))
            raise CorruptError(
                f"layout: tensor {self.name!r} has the role {self.role!r}, expected one of {known}"
            )
        if self.variance and self.role != "state":
            raise CorruptError(
                f"layout: tensor {self.name!r} is a variance and {self.role}, expected state"
            )

    @property
    def trainable(self) -> bool:
        """Whether gradients move it."""
        return self.role == "trainable"

    @property
    def frozen(self) -> bool:
        """Whether every version has the values of version 0."""
        return self.role == "frozen"

    @property
    def size(self) -> int:
        """Number of values; 1 for a scalar."""
        return math.prod(self.shape)


@dataclass(frozen=True)
class Layout:
    """The model's tensors in layout order, the shape of one example and the number of classes."""

    input: tuple[int, ...]
    classes: int
    tensors: tuple[TensorSpec, ...]

    def __post_init__(self) -> None:
        names = [spec.name for spec in self.tensors]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice or "" in names:
            raise CorruptError(f"layout: tensor names must be unique and not empty, see {twice}")
        if self.classes < 2:
            raise CorruptError(f"layout: classes is {self.classes}, expected 2 or more")
        if min(self.input, default=1) < 1:
            raise CorruptError(f"layout: input has the shape {list(self.input)}")
        if not any(spec.trainable and spec.size for spec in self.tensors):
            raise CorruptError("layout: no tensor is trainable")

    @property
    def names(self) -> tuple[str, ...]:
        """Tensor names in layout order."""
        return tuple(spec.name for spec in self.tensors)

    @property
    def uploaded(self) -> tuple[TensorSpec, ...]:
        """What an upload holds: all tensors but the frozen ones, in layout order."""
        return tuple(spec for spec in self.tensors if not spec.frozen)

    @classmethod
    def from_bytes(cls, content: bytes, where: str = "layout.json") -> "Layout":
        """Reads `layout.json`; `where` names it in errors."""
        fields = Fields.parse(content, where, PLAIN, ROLES)
        plain = fields.get("format", str) == PLAIN
        features = fields.extents("input") if plain else _input_of(fields, where)
        tensors = tuple(map(_spec, fields.objects("tensors")))
        return cls(features, fields.get("classes", int), tensors)

    def to_bytes(self) -> bytes:
        """The content of `layout.json`, in the older format where that can say everything."""
        plain = not any(spec.frozen or spec.variance for spec in self.tensors)
        return to_bytes(_plain_json(self) if plain else _json(self))


def _input_of(fields: Fields, where: str) -> tuple[int, ...]:
    """The shape of the one input; CorruptError for models that this client does not know."""
    inputs, target = fields.objects("inputs"), fields.object("target")
    known = len(inputs) == 1 and inputs[0].has(_FEATURES) and target.has(_TARGET)
    if not known or fields.get("loss", str) != _LOSS:
        raise CorruptError(
            f"{where}: expected one float32 input 'features', the int64 target 'label' and the"
            f" loss {_LOSS!r}: for other models take a newer client"
        )
    return inputs[0].extents("shape")


def _spec(item: Fields) -> TensorSpec:
    """An entry of either format; one without a role says whether it is trainable."""
    role = item.get_or_none("role", str)
    if role is None:
        role = "trainable" if item.get("trainable", bool) else "state"
    variance = item.get_or_none("variance", bool) or False
    shape = item.extents("shape")
    return TensorSpec(item.get("name", str), shape, cast(Role, role), variance)  # checks the role


def _plain_json(layout: Layout) -> dict[str, Any]:
    return {
        "format": PLAIN,
        "input": list(layout.input),
        "classes": layout.classes,
        "tensors": [
            {"name": spec.name, "shape": list(spec.shape), "trainable": spec.trainable}
            for spec in layout.tensors
        ],
    }


def _json(layout: Layout) -> dict[str, Any]:
    variance = {"variance": True}
    return {
        "format": ROLES,
        "inputs": [{**_FEATURES, "shape": list(layout.input)}],
        "target": _TARGET,
        "loss": _LOSS,
        "classes": layout.classes,
        "tensors": [
            {"name": spec.name, "shape": list(spec.shape), "role": spec.role}
            | (variance if spec.variance else {})
            for spec in layout.tensors
        ],
    }
