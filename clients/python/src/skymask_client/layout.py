"""Which tensors a model has, and in which order: `layout.json`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skymask_client.errors import CorruptError
from skymask_client.fields import Fields, to_bytes

FORMAT = "skymask-layout/1"

FloatArray = npt.NDArray[np.float32]
Tensors = Mapping[str, FloatArray]


@dataclass(frozen=True)
class TensorSpec:
    """One floating-point tensor: unique name, row-major shape, whether training moves it."""

    name: str
    shape: tuple[int, ...]
    trainable: bool

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

    @classmethod
    def from_bytes(cls, content: bytes, where: str = "layout.json") -> "Layout":
        """Reads `layout.json`; `where` names it in errors."""
        fields = Fields.parse(content, where, FORMAT)
        tensors = tuple(
            TensorSpec(item.get("name", str), item.extents("shape"), item.get("trainable", bool))
            for item in fields.objects("tensors")
        )
        return cls(fields.extents("input"), fields.get("classes", int), tensors)

    def to_bytes(self) -> bytes:
        """The content of `layout.json`."""
        tensors = [
            {"name": spec.name, "shape": list(spec.shape), "trainable": spec.trainable}
            for spec in self.tensors
        ]
        return to_bytes(
            {
                "format": FORMAT,
                "input": list(self.input),
                "classes": self.classes,
                "tensors": tensors,
            }
        )
