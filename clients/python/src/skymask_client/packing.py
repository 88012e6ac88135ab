"""Numbers of 16 or 32 bits as bytes: what binary chunks of a shard hold."""

import sys
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from skymask_client.layout import FloatArray

Packing = Literal["f32", "f16", "bf16"]
"""float32, IEEE 754 binary16, bfloat16; little-endian."""

WIDTHS: dict[str, int] = {"f32": 4, "f16": 2, "bf16": 2}


def of(value: Any) -> Packing:
    """The packing that holds a tensor or an array without loss, or float32 for all others."""
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        half: dict[Any, Packing] = {torch.float16: "f16", torch.bfloat16: "bf16"}
        return half.get(value.dtype, "f32")
    return "f16" if getattr(value, "dtype", None) == np.float16 else "f32"


def pack(values: FloatArray, packing: Packing) -> npt.NDArray[Any]:
    """The values rounded to the nearest, ties to even; too large ones become infinite."""
    if packing == "f32":
        return values.astype("<f4", copy=False)
    if packing == "f16":
        with np.errstate(over="ignore"):
            return values.astype("<f2")
    bits = values.astype("<f4", copy=False).view("<u4")
    rounded = bits.astype(np.uint64) + 0x7FFF + ((bits >> 16) & 1)
    return (rounded >> 16).astype("<u2")


def unpack(content: bytes | npt.NDArray[Any], packing: str) -> FloatArray:
    """What `pack` has made, as float32."""
    if packing == "bf16":
        bits = np.frombuffer(content, "<u2").astype(np.uint32) << 16
        return bits.view(np.float32)
    return np.frombuffer(content, "<f4" if packing == "f32" else "<f2").astype(
        np.float32, copy=False
    )


def rounded(values: FloatArray, packing: Packing) -> FloatArray:
    """The values that a reader gets."""
    flat = np.ascontiguousarray(values).reshape(-1)
    return unpack(pack(flat, packing).tobytes(), packing).reshape(values.shape)
