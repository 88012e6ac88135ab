"""Which tensors a model has, and in which order: `layout.json`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from skymask_client.errors import CorruptError
from skymask_client.fields import Fields, to_bytes
from skymask_client.signature import Signature

PLAIN = "skymask-layout/1"
"""A classifier of `features`, with tensors that are trained or state: every reader knows it."""

NAMED = "skymask-layout/2"
"""The format that names inputs, target, loss, roles and variances."""

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
    """What the model takes and is trained on, and its tensors in layout order."""

    signature: Signature
    tensors: tuple[TensorSpec, ...]

    def __post_init__(self) -> None:
        names = [spec.name for spec in self.tensors]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice or "" in names:
            raise CorruptError(f"layout: tensor names must be unique and not empty, see {twice}")
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
        fields = Fields.parse(content, where, PLAIN, NAMED)
        if fields.get("format", str) == PLAIN:
            signature = Signature.classifier(fields.extents("input"), fields.get("classes", int))
        else:
            signature = Signature.parse(fields)
        return cls(signature, tuple(map(_spec, fields.objects("tensors"))))

    def to_bytes(self) -> bytes:
        """The content of `layout.json`, in the older format where that can say everything."""
        roles = any(spec.frozen or spec.variance for spec in self.tensors)
        plain = self.signature.plain and not roles
        return to_bytes(_plain_json(self) if plain else _json(self))


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
        "input": list(layout.signature.inputs[0].shape),
        "classes": layout.signature.classes,
        "tensors": [
            {"name": spec.name, "shape": list(spec.shape), "trainable": spec.trainable}
            for spec in layout.tensors
        ],
    }


def _json(layout: Layout) -> dict[str, Any]:
    variance = {"variance": True}
    return {
        "format": NAMED,
        **layout.signature.to_json(),
        "tensors": [
            {"name": spec.name, "shape": list(spec.shape), "role": spec.role}
            | (variance if spec.variance else {})
            for spec in layout.tensors
        ],
    }
