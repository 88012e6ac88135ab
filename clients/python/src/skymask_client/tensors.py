"""From what a training program has at hand to float32 arrays that fit a layout."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from skymask_client import packing
from skymask_client.errors import UpdateError
from skymask_client.layout import FloatArray, Layout, Tensors, TensorSpec
from skymask_client.names import unwrapped
from skymask_client.packing import Packing
from skymask_client.tied import Tied

_NONE: Tied = {}


def to_arrays(
    state: Mapping[str, Any], layout: Layout, tied: Tied = _NONE
) -> dict[str, FloatArray]:
    """All tensors of the layout out of a state dict or a mapping of arrays, in layout order.

    Names may be those of a wrapped module. Integer entries that the layout does not name
    (batch-norm's `num_batches_tracked`) are left out, and so are further names of tied tensors.
    Raises UpdateError for anything else that does not fit.
    """
    return _fit_all(layout.tensors, _arrays(_named(state, layout, tied), layout))


def to_upload(
    state: Mapping[str, Any], layout: Layout, frozen: Tensors, tied: Tied = _NONE
) -> dict[str, FloatArray]:
    """As `to_arrays`, less the frozen tensors.

    `state` may do without those; where it has them, they must have the values of `frozen` in the
    precision that they come in.
    """
    named = _named(state, layout, tied)
    arrays = _arrays(named, layout)
    fitted = _fit_all(layout.uploaded, arrays)
    for spec in layout.tensors:
        if spec.frozen and spec.name in named:
            _fit(spec, arrays[spec.name])
            _require_same(spec, frozen[spec.name], named[spec.name])
    return fitted


def packings(state: Mapping[str, Any], layout: Layout, tied: Tied) -> dict[str, Packing]:
    """The precision that the state has for each uploaded tensor of the layout.

    Variances are float32: a rounded difference could make one negative.
    """
    named = unwrapped(state, (*layout.names, *tied))
    other = {first: name for name, first in tied.items() if name in named}
    found = {s.name: named.get(s.name, named.get(other.get(s.name, ""))) for s in layout.uploaded}
    variances = {spec.name for spec in layout.uploaded if spec.variance}
    return {n: "f32" if n in variances else packing.of(value) for n, value in found.items()}


def require_finite(tensors: Tensors) -> None:
    """Raises UpdateError that names the first NaN or infinite value."""
    for name, values in tensors.items():
        bad = ~np.isfinite(values)
        if bad.any():
            first = int(bad.argmax())
            raise UpdateError(
                f"tensor {name!r}: {int(bad.sum())} values are not finite in float32, the first is"
                f" {values.flat[first]} at {first}: lower the learning rate and train again"
            )


def require_variances(layout: Layout, tensors: Tensors) -> None:
    """Raises UpdateError that names the first negative value of a variance."""
    for spec in layout.tensors:
        if spec.variance and spec.name in tensors:
            values = tensors[spec.name]
            negative = values < 0
            if negative.any():
                first = int(negative.argmax())
                raise UpdateError(
                    f"tensor {spec.name!r} is a variance, but its value {first} is"
                    f" {values.flat[first]}: send the statistics that the module has computed"
                )


def _named(state: Any, layout: Layout, tied: Tied) -> dict[str, Any]:
    """The state under the layout's names; UpdateError where it is no state dict at all."""
    if hasattr(state, "state_dict"):
        raise UpdateError(f"expected a state dict, found {_kind(state)}: pass its state_dict()")
    if not isinstance(state, Mapping):
        raise UpdateError(
            f"expected a state dict or a mapping from names to arrays, found {_kind(state)}"
        )
    for name, value in state.items():
        if not isinstance(name, str):
            raise UpdateError(f"expected names of tensors, found the key {name!r}")
        if isinstance(value, Mapping):
            raise UpdateError(
                f"entry {name!r} is {_kind(value)}, not a tensor: of a checkpoint, pass the entry"
                " that holds the state dict"
            )
    return _untied(unwrapped(state, (*layout.names, *tied)), tied)


def _untied(named: dict[str, Any], tied: Tied) -> dict[str, Any]:
    """The state by the first names of tensors, whose other names must have the same values."""
    for name, first in tied.items():
        if name in named:
            value = named.pop(name)
            here = named.setdefault(first, value)
            if not np.array_equal(to_array(name, value), to_array(first, here), equal_nan=True):
                raise UpdateError(
                    f"tensors {first!r} and {name!r} are one tensor of the model, but their values"
                    " differ: tie them in the module before it is trained"
                )
    return named


def _arrays(named: Mapping[str, Any], layout: Layout) -> dict[str, npt.NDArray[Any]]:
    known = set(layout.names)
    arrays = {name: to_array(name, value) for name, value in named.items()}
    unknown = [n for n, a in arrays.items() if n not in known and a.dtype.kind not in "biu"]
    if unknown:
        raise UpdateError(
            f"tensor {_few(unknown)} is not in the layout: is it the federation's architecture?"
        )
    return arrays


def to_array(name: str, value: Any) -> npt.NDArray[Any]:
    """A tensor or an array in NumPy; UpdateError where it is no dense array."""
    torch = sys.modules.get("torch")
    try:
        if torch is not None and isinstance(value, torch.Tensor):
            value = value.detach().cpu()
            # NumPy has no bfloat16, and every smaller float widens to float32 exactly.
            return np.asarray(value.float() if value.is_floating_point() else value)
        return np.asarray(value)
    except (TypeError, ValueError, RuntimeError) as error:  # sparse, quantised, without values
        raise UpdateError(
            f"tensor {name!r} is no dense array of numbers ({_kind(value)}: {error})"
        ) from error


def _fit_all(
    specs: Iterable[TensorSpec], arrays: Mapping[str, npt.NDArray[Any]]
) -> dict[str, FloatArray]:
    missing = [spec.name for spec in specs if spec.name not in arrays]
    if missing:
        raise UpdateError(
            f"tensor {_few(missing)} of the layout is missing: pass the whole state_dict()"
        )
    return {spec.name: _fit(spec, arrays[spec.name]) for spec in specs}


def _fit(spec: TensorSpec, array: npt.NDArray[Any]) -> FloatArray:
    if array.dtype.kind != "f":
        raise UpdateError(f"tensor {spec.name!r} holds {array.dtype}, expected floating point")
    if array.shape != spec.shape:
        raise UpdateError(
            f"tensor {spec.name!r} has the shape {array.shape}, expected {spec.shape}"
        )
    with np.errstate(over="ignore"):  # what does not fit becomes infinite, and is refused as such
        return array.astype(np.float32, copy=False)


def _require_same(spec: TensorSpec, expected: FloatArray, value: Any) -> None:
    # A silo may keep frozen tensors in half precision: the model's values are rounded as its are.
    torch = sys.modules.get("torch")
    with np.errstate(over="ignore"):
        if torch is not None and isinstance(value, torch.Tensor):
            same = (torch.tensor(expected).to(value.dtype) == value.detach().cpu()).numpy()
        else:
            array = np.asarray(value)
            same = expected.astype(array.dtype) == array
    if not same.all():
        raise UpdateError(
            f"tensor {spec.name!r} is frozen, but {int((~same).sum())} of its {spec.size} values"
            " were changed: train from the values of read_model, with requires_grad_(False) on it"
        )


def _kind(value: Any) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")


def _few(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
