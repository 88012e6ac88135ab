"""What a model takes and what it is trained on: inputs, target, loss."""

from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from skymask_client.errors import CorruptError
from skymask_client.fields import Fields

Type = Literal["float32", "int64", "bool"]
"""What an input or a target holds."""

Loss = Literal[
    "cross-entropy",
    "cross-entropy-per-token",
    "binary-cross-entropy",
    "mean-squared-error",
    "huber",
    "function",
]
"""What training makes small, one value an example; `function` is the one of `loss.pt`."""

_OVER_CLASSES = ("cross-entropy", "cross-entropy-per-token")


@dataclass(frozen=True)
class ValueSpec:
    """An input or the target of one example: name, type, row-major shape without the batch.

    Where an input of integers is looked up in an embedding, its values are from 0 to `below` - 1.
    """

    name: str
    type: Type
    shape: tuple[int, ...]
    below: int | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise CorruptError("layout: an input or the target has an empty name")
        if self.type not in get_args(Type):
            known = ", ".join(get_args(Type))
            raise CorruptError(
                f"layout: {self.name!r} has the type {self.type!r}, expected one of {known}"
            )
        if min(self.shape, default=1) < 1:
            raise CorruptError(f"layout: input has the shape {list(self.shape)} ({self.name!r})")
        if self.below is not None and (self.type != "int64" or self.below < 1):
            raise CorruptError(
                f"layout: {self.name!r} of the type {self.type} has values below {self.below},"
                " expected int64 and at least 1"
            )

    @classmethod
    def parse(cls, fields: Fields) -> "ValueSpec":
        """Reads an entry of `inputs`, or the target."""
        kind = cast(Type, fields.get("type", str))  # checked by the record
        below = fields.get_or_none("below", int)
        return cls(fields.get("name", str), kind, fields.extents("shape"), below)

    def to_json(self) -> dict[str, Any]:
        """The object in `layout.json`."""
        found = {"name": self.name, "type": self.type, "shape": list(self.shape)}
        return found if self.below is None else found | {"below": self.below}


@dataclass(frozen=True)
class Signature:
    """Inputs in the order of the model's function, target, loss; `classes` where it has them."""

    inputs: tuple[ValueSpec, ...]
    target: ValueSpec
    loss: Loss
    classes: int | None = None

    def __post_init__(self) -> None:
        if not self.inputs:
            raise CorruptError("layout: inputs is empty, expected one or more")
        names = [spec.name for spec in (*self.inputs, self.target)]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise CorruptError(
                f"layout: names of inputs and of the target must be unique, see {twice}"
            )
        if self.loss not in get_args(Loss):
            known = ", ".join(get_args(Loss))
            raise CorruptError(f"layout: the loss is {self.loss!r}, expected one of {known}")
        self._check_target()
        self._check_classes()

    def _check_target(self) -> None:
        expected = "int64" if self.loss in _OVER_CLASSES else "float32"
        if self.loss != "function" and self.target.type != expected:
            raise CorruptError(
                f"layout: the target {self.target.name!r} holds {self.target.type}, expected"
                f" {expected} for the loss {self.loss!r}"
            )
        if self.loss == "cross-entropy" and self.target.shape:
            raise CorruptError(
                f"layout: the target {self.target.name!r} has the shape"
                f" {list(self.target.shape)}, expected [] for the loss {self.loss!r}"
            )

    def _check_classes(self) -> None:
        if self.loss not in _OVER_CLASSES:
            if self.classes is not None:
                raise CorruptError(f"layout: the loss {self.loss!r} has no classes")
        elif self.classes is None or self.classes < 2:
            raise CorruptError(f"layout: classes is {self.classes}, expected 2 or more")

    @classmethod
    def classifier(cls, shape: tuple[int, ...], classes: int) -> "Signature":
        """One float32 input `features`, the target `label`: all that the older format can say."""
        features, label = ValueSpec("features", "float32", shape), ValueSpec("label", "int64", ())
        return cls((features,), label, "cross-entropy", classes)

    @property
    def plain(self) -> bool:
        """Whether the older format of `layout.json` can say it."""
        classes = self.classes
        return classes is not None and self == Signature.classifier(self.inputs[0].shape, classes)

    @classmethod
    def parse(cls, fields: Fields) -> "Signature":
        """Reads the fields of a `layout.json` in its newer format."""
        return cls(
            tuple(map(ValueSpec.parse, fields.objects("inputs"))),
            ValueSpec.parse(fields.object("target")),
            cast(Loss, fields.get("loss", str)),  # checked by the record
            fields.get_or_none("classes", int),
        )

    def to_json(self) -> dict[str, Any]:
        """Its fields in `layout.json`."""
        classes = {} if self.classes is None else {"classes": self.classes}
        return {
            "inputs": [spec.to_json() for spec in self.inputs],
            "target": self.target.to_json(),
            "loss": self.loss,
            **classes,
        }
