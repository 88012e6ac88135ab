"""What each loss says of the target, from the shape of the outputs."""

from collections.abc import Callable
from typing import get_args

from torch import Tensor

from skymask_client.errors import CorruptError, ExportError
from skymask_client.export.example import Example, of_value
from skymask_client.signature import Loss, Signature, Type, ValueSpec

_Shape = tuple[int, ...]
_Target = tuple[Type, _Shape, int | None]


def signature(
    example: Example, outputs: Tensor, loss: Loss, name: str | None, target: object
) -> Signature:
    """Inputs, target and loss; ExportError where the outputs do not fit the loss.

    `target` is the caller's example of the target or None; `name` renames the target.
    """
    shown = None if target is None else of_value("target" if name is None else name, target)[0]
    try:
        if loss == "function":
            if shown is None:
                raise ExportError("loss is a function: show example_target, with its batch")
            return Signature(example.specs, shown, loss)
        kind, shape, classes = _TARGETS[loss](tuple(outputs.shape))
        if shown is not None and shown.shape != shape:
            raise ExportError(
                f"example_target has the shape {list(shown.shape)} an example, but for the loss"
                f" {loss!r} and outputs {_batched(outputs.shape)} the target has {list(shape)}"
            )
        usual = "label" if loss in _OF_LABELS else "target"
        return Signature(
            example.specs, ValueSpec(usual if name is None else name, kind, shape), loss, classes
        )
    except CorruptError as error:
        raise ExportError(f"{error}: target_name=… gives the target another name") from error


def kind_of(loss: object) -> Loss:
    """The name of the loss; `function` for what can be called."""
    for known in get_args(Loss):
        if loss == known and loss != "function":
            return known  # type: ignore[no-any-return]
    if callable(loss):
        return "function"
    names = ", ".join(repr(known) for known in get_args(Loss) if known != "function")
    raise ExportError(
        f"loss is {loss!r}, expected one of {names}, or a function (outputs, target) that gives a"
        " value an example"
    )


def _of_classes(shape: _Shape) -> _Target:
    if len(shape) != 2:
        advice = ": for a label a token take 'cross-entropy-per-token'" if len(shape) > 2 else ""
        raise ExportError(
            f"the module gives {list(shape)} for {shape[0]} examples, expected logits"
            f" [{shape[0]}, classes]{advice}"
        )
    if shape[1] < 2:
        raise ExportError(
            f"classes is {shape[1]}, expected 2 or more: for one logit an example take the loss"
            " 'binary-cross-entropy', for a number 'mean-squared-error' or 'huber'"
        )
    return "int64", (), shape[1]


def _of_tokens(shape: _Shape) -> _Target:
    if len(shape) < 3 or shape[-1] < 2:
        raise ExportError(
            f"the module gives {_batched(shape)}, expected logits [batch, tokens, classes] with 2"
            " classes or more, which come last"
        )
    return "int64", shape[1:-1], shape[-1]


def _like_outputs(shape: _Shape) -> _Target:
    return "float32", () if shape[1:] == (1,) else shape[1:], None


_OF_LABELS = ("cross-entropy", "cross-entropy-per-token", "binary-cross-entropy")
_TARGETS: dict[str, Callable[[_Shape], _Target]] = {
    "cross-entropy": _of_classes,
    "cross-entropy-per-token": _of_tokens,
    "binary-cross-entropy": _like_outputs,
    "mean-squared-error": _like_outputs,
    "huber": _like_outputs,
}


def _batched(shape: tuple[int, ...]) -> str:
    return f"[{', '.join(['batch', *map(str, shape[1:])])}]"
