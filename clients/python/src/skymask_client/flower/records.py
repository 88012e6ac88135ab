"""Between Flower's records and arrays of NumPy: what nodes send may be anything."""

import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
from flwr.app import Array, ArrayRecord, RecordDict

from skymask_client.model import Model

RECORD = "skymask"
"""The name of the records that strategy and mod exchange."""

_NUMPY = "numpy.ndarray"


def to_record(arrays: Mapping[str, npt.NDArray[np.generic]]) -> ArrayRecord:
    """Arrays by name, in order."""
    return ArrayRecord({name: Array(np.asarray(array)) for name, array in arrays.items()})


def of_model(model: Model) -> ArrayRecord:
    """A version's tensors under all names that the module has."""
    further = {name: model.tensors[first] for name, first in model.tied.items()}
    return to_record({**model.tensors, **further})


class Arrays(Mapping[str, object]):
    """The arrays of a record, read one by one; what is none is read as None."""

    def __init__(self, record: Mapping[str, Array]) -> None:
        self._record = record

    def __getitem__(self, name: str) -> object:
        return to_array(self._record[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._record)

    def __len__(self) -> int:
        return len(self._record)


def to_array(array: Array) -> npt.NDArray[np.generic] | None:
    """The array that the bytes hold, or None.

    `numpy.load` would take whole archives and allocate what a header declares, so the bytes are
    read here: a header, then exactly as many values as it says.
    """
    if array.stype != _NUMPY or not array.data.startswith(np.lib.format.MAGIC_PREFIX):
        return None
    content = io.BytesIO(array.data)
    try:
        version = np.lib.format.read_magic(content)
        read = {
            (1, 0): np.lib.format.read_array_header_1_0,
            (2, 0): np.lib.format.read_array_header_2_0,
        }[version]
        shape, by_columns, dtype = read(content)
        if dtype.hasobject or dtype.itemsize == 0 or min(shape, default=0) < 0:
            return None
        if math.prod(shape) * dtype.itemsize != len(array.data) - content.tell():
            return None
        flat = np.frombuffer(array.data, dtype, offset=content.tell())
        return flat.reshape(shape, order="F" if by_columns else "C")
    except Exception:  # noqa: BLE001 (NumPy's reader of headers raises whatever Python's parser does)
        return None


def files_of(record: Mapping[str, Array]) -> dict[str, bytes]:
    """The files that a client's mod has put into a record, in its order."""
    found = {}
    for name, array in record.items():
        values = to_array(array)
        if values is not None and values.dtype == np.uint8 and values.ndim == 1:
            found[name] = values.tobytes()
    return found


def of_files(files: Mapping[str, bytes]) -> ArrayRecord:
    """Files as a record that Flower sends in pieces."""
    return to_record({name: np.frombuffer(content, np.uint8) for name, content in files.items()})


def consistent(contents: Iterable[RecordDict], weight: str) -> list[RecordDict]:
    """The metrics of those replies that can be averaged: what the others send is left out.

    Taken are replies with one MetricRecord of finite numbers, among them a `weight` above zero. Of
    these, the ones with the same names and lengths as most others. Flower's own functions would
    refuse them all for one that differs.
    """
    usable = [content for content in contents if _usable(content, weight)]
    kinds = Counter(map(_kind, usable))
    if not kinds:
        return []
    # Of as many, the one that sorts first: not the one that came first.
    common = min(kinds, key=lambda kind: (-kinds[kind], kind))
    return [RecordDict(dict(c.metric_records)) for c in usable if _kind(c) == common]


def _usable(content: RecordDict, weight: str) -> bool:
    records = list(content.metric_records.values())
    if len(records) != 1:
        return False
    number = records[0].get(weight)
    if isinstance(number, list) or number is None or not 0 < number <= 1 << 53:
        return False
    lists = (item if isinstance(item, list) else [item] for item in records[0].values())
    return all(abs(value) < 1e300 for item in lists for value in item)


def _kind(content: RecordDict) -> str:
    (name,) = content.metric_records
    record = content.metric_records[name]
    lengths = {k: len(v) if isinstance(v, list) else -1 for k, v in record.items()}
    return repr((name, sorted(lengths.items())))
