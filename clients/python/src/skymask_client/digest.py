"""Digests: of files, and of a whole model."""

import hashlib

from skymask_client.layout import Layout, Tensors


def sha256_hex(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def model_digest(layout: Layout, tensors: Tensors) -> str:
    """`sha256:<hex>` over the tensors in layout order.

    For each: its name in UTF-8, a zero byte, its values (row-major) as little-endian float32.
    """
    digest = hashlib.sha256()
    for spec in layout.tensors:
        digest.update(spec.name.encode() + b"\0")
        digest.update(tensors[spec.name].astype("<f4", copy=False).tobytes())
    return f"sha256:{digest.hexdigest()}"
