"""From what a training program has at hand to float32 arrays that fit a layout."""

import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from skymask_client.errors import UpdateError
from skymask_client.layout import FloatArray, Layout, Tensors, TensorSpec


def to_arrays(state: Mapping[str, Any], layout: Layout) -> dict[str, FloatArray]:
    """The layout's tensors out of a state dict or a mapping of arrays, in layout order.

    Integer entries that the layout does not name (batch-norm's `num_batches_tracked`) are left
    out. Raises UpdateError for anything else that does not fit.
    """
    arrays = {name: _array(value) for name, value in state.items()}
    missing = [name for name in layout.names if name not in arrays]
    if missing:
        raise UpdateError(
            f"tensor {_few(missing)} of the layout is missing: pass the whole state_dict()"
        )
    known = set(layout.names)
    unknown = [n for n, a in arrays.items() if n not in known and a.dtype.kind not in "biu"]
    if unknown:
        raise UpdateError(
            f"tensor {_few(unknown)} is not in the layout: is it the federation's architecture?"
        )
    return {spec.name: _fit(spec, arrays[spec.name]) for spec in layout.tensors}


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


def _array(value: Any) -> npt.NDArray[Any]:
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        value = value.detach().cpu()
        # NumPy has no bfloat16, and every smaller float widens to float32 exactly.
        return np.asarray(value.float() if value.is_floating_point() else value)
    return np.asarray(value)


def _fit(spec: TensorSpec, array: npt.NDArray[Any]) -> FloatArray:
    if array.dtype.kind != "f":
        raise UpdateError(f"tensor {spec.name!r} holds {array.dtype}, expected floating point")
    if array.shape != spec.shape:
        raise UpdateError(
            f"tensor {spec.name!r} has the shape {array.shape}, expected {spec.shape}"
        )
    with np.errstate(over="ignore"):  # what does not fit becomes infinite, and is refused as such
        return array.astype(np.float32, copy=False)


def _few(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
