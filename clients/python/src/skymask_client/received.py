"""An update that a server has received, written as it came: admission judges it, not this program.

What cannot stand in a shard (another shape or type, bytes that are no array) is told by the name of
a row, so that the upload is quarantined with a sentence that says what came.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from skymask_client.errors import UpdateError
from skymask_client.fields import to_bytes
from skymask_client.files import FileEntry
from skymask_client.layout import FloatArray, TensorSpec
from skymask_client.manifest import FORMAT, UNSIGNED, Kind
from skymask_client.model import Model
from skymask_client.names import unwrapped
from skymask_client.shards import FILE_VALUES, no_rows, write_shards
from skymask_client.storage import Directory
from skymask_client.tensors import to_array

_LONGEST_NAME = 200  # characters

_Row = tuple[str, FloatArray]


def write_received(
    directory: Directory,
    base: Model,
    client: str,
    state: Mapping[str, Any],
    examples: object,
    kind: Kind = "weights",
) -> None:
    """Writes the upload of `client` for round `base.round + 1`, unsigned.

    `state` has arrays or tensors by name; a value that is no array may stand there too. `examples`
    may be anything. Only what admission needs to see is written: of tensors that the layout does
    not have, the first by name, without its values.
    """
    rows = dict(_rows(base, state, kind))
    specs = [TensorSpec(name, (values.size,), "state") for name, values in rows.items()]
    entries = []
    # A manifest must name a file, so that nothing at all is a file without rows.
    written = write_shards(specs, rows, FILE_VALUES) if rows else [("part-0.parquet", no_rows())]
    for name, content in written:
        directory.write(name, content)
        entries.append(FileEntry.of(name, content))
    manifest = {
        "format": FORMAT,
        "federation": base.federation,
        "round": base.round + 1,
        "client": client,
        "baseModel": base.digest,
        "kind": kind,
        "examples": _examples(examples),
        "files": [entry.to_json() for entry in entries],
    }
    directory.publish(UNSIGNED, to_bytes(manifest))


def _examples(value: object) -> object:
    """A number as JSON has it, and null for everything else; admission refuses what is no count."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value.is_integer() else None
    return value if type(value) is int else None


def _rows(base: Model, state: Mapping[str, Any], kind: Kind) -> Iterator[_Row]:
    layout = base.layout
    named = unwrapped({str(n): v for n, v in state.items()}, (*layout.names, *base.tied))
    for name, first in base.tied.items():
        if name in named:
            value = named.pop(name)
            if not _same(value, named.setdefault(first, value)):
                yield _odd(f"{name}, with other values than {first}")
    for spec in layout.tensors:
        if spec.name in named:
            name, values = _row(spec, named.pop(spec.name))
            expected = base.tensors[spec.name] if kind == "weights" else np.zeros(spec.shape)
            if not spec.frozen or not np.array_equal(values, expected.reshape(-1)):
                yield name, values
    # Integer counters, such as batch norm's, are no tensors of the layout.
    unknown = sorted(name for name, value in named.items() if _kind(value) not in "biu")
    if unknown:
        yield _odd(unknown[0])


def _row(spec: TensorSpec, value: Any) -> _Row:
    array = _array(value)
    if array is None:
        return _odd(f"{spec.name}, as no array of numbers")
    if array.dtype.kind != "f" or array.shape != spec.shape:
        return _odd(f"{spec.name}, as {array.dtype}{list(array.shape)}, not {list(spec.shape)}")
    with np.errstate(over="ignore"):  # what does not fit becomes infinite, and is refused as such
        return spec.name, array.astype(np.float32, copy=False).reshape(-1)


def _odd(name: str) -> _Row:
    """A row that no layout has: it says why the upload cannot be taken."""
    text = name.encode(errors="replace").decode()  # JSON may bring half a character
    return text[:_LONGEST_NAME], np.zeros(1, np.float32)


def _array(value: Any) -> npt.NDArray[Any] | None:
    try:
        array = to_array("", value)
    except UpdateError:
        return None
    return None if array.dtype.hasobject else array


def _kind(value: Any) -> str:
    array = _array(value)
    return "O" if array is None else array.dtype.kind


def _same(one: Any, other: Any) -> bool:
    first, second = _array(one), _array(other)
    return first is not None and second is not None and np.array_equal(first, second)
