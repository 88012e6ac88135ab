"""Parquet shards: rows of (tensor, offset, values) that together hold each value once."""

import io
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from skymask_client.errors import CorruptError
from skymask_client.layout import FloatArray, Tensors, TensorSpec
from skymask_client.packing import WIDTHS, Packing, pack, unpack

SCHEMA = pa.schema(
    [
        ("tensor", pa.string()),
        ("offset", pa.int64()),
        ("values", pa.list_(pa.field("element", pa.float32(), nullable=False))),
    ]
)

_PACKED = pa.schema(
    [
        ("tensor", pa.string()),
        ("offset", pa.int64()),
        ("values", pa.binary()),
        ("dtype", pa.string()),
    ]
)
"""With values of 16 bits: binary, and what it holds."""

CHUNK_VALUES = 1 << 16
"""Values in a row at most (256 KiB): readers that batch rows stay small."""

FILE_VALUES = 1 << 24
"""Values in a file at most (64 MiB)."""

_ROWS_A_GROUP = 64

_Chunk = tuple[str, int, FloatArray]


def write_shards(
    specs: Iterable[TensorSpec],
    tensors: Tensors,
    file_values: int = FILE_VALUES,
    packings: Mapping[str, Packing] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Files `part-<i>.parquet` of these tensors as (name, content), one at a time, in order.

    Values are lists of float32; with `packings`, for each tensor, binary of that kind.
    """
    for index, chunks in enumerate(_files(_chunks(specs, tensors, file_values), file_values)):
        content = _parquet(chunks) if packings is None else _packed(chunks, packings)
        yield f"part-{index}.parquet", content


def no_rows() -> bytes:
    """A shard without rows."""
    return _file(SCHEMA.empty_table())


def _chunks(specs: Iterable[TensorSpec], tensors: Tensors, file_values: int) -> Iterator[_Chunk]:
    step = min(CHUNK_VALUES, file_values)
    for spec in specs:
        flat = tensors[spec.name].reshape(-1)
        for offset in range(0, spec.size, step):
            yield spec.name, offset, flat[offset : offset + step]


def _files(chunks: Iterable[_Chunk], file_values: int) -> Iterator[list[_Chunk]]:
    collected: list[_Chunk] = []
    room = file_values
    for chunk in chunks:
        if len(chunk[2]) > room:
            yield collected
            collected, room = [], file_values
        collected.append(chunk)
        room -= len(chunk[2])
    yield collected


def _parquet(chunks: list[_Chunk]) -> bytes:
    names, offsets, values = zip(*chunks, strict=True)
    ends = np.cumsum([0, *map(len, values)], dtype=np.int32)
    lists = pa.ListArray.from_arrays(
        pa.array(ends), pa.array(np.concatenate(values)), type=SCHEMA.field("values").type
    )
    table = pa.Table.from_arrays(
        [pa.array(names, pa.string()), pa.array(offsets, pa.int64()), lists], schema=SCHEMA
    )
    return _file(table, use_dictionary=["tensor"])


def _packed(chunks: list[_Chunk], packings: Mapping[str, Packing]) -> bytes:
    names, offsets, _ = zip(*chunks, strict=True)
    kinds = [packings[name] for name in names]
    contents = [
        pack(values, kind).tobytes() for (_, _, values), kind in zip(chunks, kinds, strict=True)
    ]
    columns = [names, offsets, contents, kinds]
    arrays = [pa.array(c, field.type) for c, field in zip(columns, _PACKED, strict=True)]
    table = pa.Table.from_arrays(arrays, schema=_PACKED)
    # The smallest and the largest of the values as bytes would stand in the footer.
    return _file(table, use_dictionary=["tensor", "dtype"], write_statistics=["offset"])


def _file(table: pa.Table, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=_ROWS_A_GROUP, compression="zstd", **options)
    return out.getvalue()


def read_shards(
    specs: Iterable[TensorSpec], files: Iterable[tuple[str, bytes]]
) -> dict[str, FloatArray]:
    """These tensors from (name, content) of all files, each value exactly once.

    Values may be lists of float32, float64 or float16, or binary of little-endian numbers: those
    that the row's `dtype` says, or float32 without that column.
    """
    filling = {spec.name: _Filling(spec) for spec in specs}
    for where, content in files:
        for name, offset, values in _rows(where, content):
            if name not in filling:
                raise CorruptError(f"{where}: tensor {name!r} is not in the layout")
            filling[name].put(where, offset, values)
    return {name: tensor.done() for name, tensor in filling.items()}


class _Filling:
    """A tensor while its chunks come in."""

    def __init__(self, spec: TensorSpec) -> None:
        self._spec = spec
        self._values = np.zeros(spec.size, np.float32)
        self._seen = np.zeros(spec.size, np.bool_)

    def put(self, where: str, offset: int, values: npt.NDArray[np.generic]) -> None:
        end = offset + len(values)
        what = f"{where}: tensor {self._spec.name!r}, values {offset} to {end}"
        if offset < 0 or end > self._spec.size:
            raise CorruptError(f"{what}: outside its {self._spec.size} values")
        if self._seen[offset:end].any():
            raise CorruptError(f"{what}: some stand twice")
        self._values[offset:end] = values
        self._seen[offset:end] = True

    def done(self) -> FloatArray:
        missing = int(self._spec.size - self._seen.sum())
        if missing:
            raise CorruptError(
                f"tensor {self._spec.name!r}: {missing} of {self._spec.size} values are missing"
            )
        return self._values.reshape(self._spec.shape)


def _rows(where: str, content: bytes) -> Iterator[tuple[str, int, npt.NDArray[np.generic]]]:
    try:
        table = pq.ParquetFile(io.BytesIO(content)).read(columns=_PACKED.names)
    except (pa.ArrowException, OSError) as error:
        raise CorruptError(f"{where}: not a readable Parquet file ({error})") from error
    absent = set(SCHEMA.names) - set(table.column_names)
    if absent:
        raise CorruptError(f"{where}: no column {sorted(absent)}")
    if any(table.column(name).null_count for name in SCHEMA.names):
        raise CorruptError(f"{where}: null in column tensor, offset or values")
    for batch in table.to_batches():
        columns = dict(zip(table.column_names, batch.columns, strict=True))
        names, offsets = columns["tensor"].to_pylist(), columns["offset"].to_pylist()
        values = _values(where, columns["values"], columns.get("dtype"))
        yield from zip(names, offsets, values, strict=True)


def _values(
    where: str, column: pa.Array, dtypes: pa.Array | None
) -> Iterator[npt.NDArray[np.generic]]:
    kind = column.type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        codes = itertools.repeat("f32") if dtypes is None else dtypes.to_pylist()
        pairs = zip(column, codes, strict=False)
        return (_from_binary(where, item.as_py(), code) for item, code in pairs)
    listed = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    if not listed or kind.value_type not in (pa.float32(), pa.float64(), pa.float16()):
        raise CorruptError(f"{where}: values are {kind}, expected list<float32>")
    flat, ends = column.values, column.offsets.to_numpy()
    if flat.null_count:
        raise CorruptError(f"{where}: null among the values")
    numbers = flat.to_numpy()
    return (numbers[start:end] for start, end in itertools.pairwise(ends))


def _from_binary(where: str, content: bytes, code: object) -> FloatArray:
    if code not in WIDTHS:
        raise CorruptError(f"{where}: dtype is {code!r}, expected one of {', '.join(WIDTHS)}")
    if len(content) % WIDTHS[str(code)]:
        raise CorruptError(f"{where}: {len(content)} bytes are no whole number of {code} values")
    return unpack(content, str(code))
