"""What a strategy tells the clients of the version that they train from, so that they can sign."""

import json
from collections.abc import Mapping
from typing import Any

from skymask_client.commit import Commit
from skymask_client.digest import model_digest
from skymask_client.errors import CorruptError
from skymask_client.fields import Fields
from skymask_client.fields import to_bytes as json_bytes
from skymask_client.layout import Layout
from skymask_client.model import Model
from skymask_client.tensors import to_arrays

_FORMAT = "skymask-order/1"
_WHERE = "the strategy's config"


def to_bytes(base: Model) -> bytes:
    """Federation, round, digest and layout of a version."""
    return json_bytes(
        {
            "format": _FORMAT,
            "federation": base.federation,
            "round": base.round,
            "model": base.digest,
            "layout": json.loads(base.layout.to_bytes()),
            "tied": dict(base.tied),
        }
    )


def to_model(content: bytes, arrays: Mapping[str, Any]) -> Model:
    """The version from the strategy's bytes and the arrays that came with them.

    Raises CorruptError where the digest of the arrays is another than the one that is told.
    """
    fields = Fields.parse(content, _WHERE, _FORMAT)
    layout = Layout.from_bytes(json_bytes(fields.get("layout", dict)), f"{_WHERE}: layout")
    tied = {str(name): str(first) for name, first in fields.get("tied", dict).items()}
    digest = fields.get("model", str)
    tensors = to_arrays(arrays, layout, tied)
    found = model_digest(layout, tensors)
    if found != digest:
        raise CorruptError(f"the arrays have the digest {found}, the strategy says {digest}")
    federation, number = fields.get("federation", str), fields.get("round", int)
    commit = Commit(federation, number, "", None, digest, ())
    return Model(commit, layout, tensors, ("", b""), tied)
