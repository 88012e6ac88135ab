import io
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skymask_client import CorruptError, Layout, Signature, TensorSpec
from skymask_client.layout import FloatArray
from skymask_client.shards import CHUNK_VALUES, read_shards, write_shards

LAYOUT = Layout(
    Signature.classifier((2,), 2),
    (
        TensorSpec("w", (2, 3), "trainable"),
        TensorSpec("s", (), "trainable"),
        TensorSpec("e", (0,), "state"),
    ),
)
ROWS = [("w", 0, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]), ("s", 0, [7.0])]


def parquet(rows: list[tuple[Any, Any, Any]], values: pa.DataType | None = None) -> bytes:
    names, offsets, lists = zip(*rows, strict=True)
    columns = {
        "offset": pa.array(offsets, pa.int64()),
        "values": pa.array(lists, values or pa.list_(pa.float32())),
        "tensor": pa.array(names, pa.string()),
        "more": pa.array([0] * len(rows)),
    }
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


@pytest.mark.parametrize("file_values", [1, 2, 4, 6, 1000])
def test_values_come_back_from_any_number_of_files(file_values: int) -> None:
    tensors: dict[str, FloatArray] = {
        "w": np.arange(6, dtype=np.float32).reshape(2, 3),
        "s": np.array(7, np.float32),
        "e": np.zeros(0, np.float32),
    }
    files = list(write_shards(LAYOUT.tensors, tensors, file_values))
    assert len(files) == {1: 7, 2: 4, 4: 2, 6: 2, 1000: 1}[file_values]
    back = read_shards(LAYOUT.tensors, files)
    assert {name: array.shape for name, array in back.items()} == {"w": (2, 3), "s": (), "e": (0,)}
    for name, array in tensors.items():
        np.testing.assert_array_equal(back[name], array)


def test_rows_are_chunks_of_bounded_length_in_the_contracts_schema() -> None:
    layout = Layout(LAYOUT.signature, (TensorSpec("big", (2 * CHUNK_VALUES + 5,), "trainable"),))
    values = np.random.default_rng(1).normal(size=2 * CHUNK_VALUES + 5).astype(np.float32)
    ((name, content),) = write_shards(layout.tensors, {"big": values})
    table = pq.read_table(io.BytesIO(content))
    assert name == "part-0.parquet"
    assert table.schema.types == [pa.string(), pa.int64(), table.schema.field("values").type]
    assert table.schema.field("values").type.value_type == pa.float32()
    assert table.column("offset").to_pylist() == [0, CHUNK_VALUES, 2 * CHUNK_VALUES]
    assert [len(row) for row in table.column("values")] == [CHUNK_VALUES, CHUNK_VALUES, 5]
    np.testing.assert_array_equal(np.concatenate(table.column("values").to_numpy()), values)


@pytest.mark.parametrize(
    "kind", [pa.list_(pa.float32()), pa.list_(pa.float64()), pa.large_list(pa.float32())]
)
def test_reads_every_list_of_values_in_any_order_of_rows(kind: pa.DataType) -> None:
    rows = [ROWS[1], ("w", 4, [4.0, 5.0]), ("w", 0, [0.0, 1.0, 2.0, 3.0])]
    back = read_shards(LAYOUT.tensors, [("a", parquet(rows, kind))])
    assert back["w"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert back["w"].dtype == np.float32
    assert back["s"].tolist() == 7


def test_reads_binary_values() -> None:
    rows = [(name, offset, np.array(v, "<f4").tobytes()) for name, offset, v in ROWS]
    assert (
        read_shards(LAYOUT.tensors, [("a", parquet(rows, pa.binary()))])["w"].ravel().tolist()
        == ROWS[0][2]
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (ROWS[:1], "'s': 1 of 1 values are missing"),
        ([*ROWS, ("w", 5, [9.0])], "values 5 to 6: some stand twice"),
        ([("w", 1, ROWS[0][2])], "values 1 to 7: outside its 6 values"),
        ([("w", -1, [1.0])], "outside"),
        ([("x", 0, [1.0])], "'x' is not in the layout"),
        ([("w", None, [1.0])], "null in column"),
        ([("w", 0, [None])], "null among the values"),
    ],
)
def test_refuses_rows_that_do_not_fill_the_layout_once(
    rows: list[tuple[Any, Any, Any]], message: str
) -> None:
    with pytest.raises(CorruptError, match=message):
        read_shards(LAYOUT.tensors, [("a", parquet(rows))])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no parquet", "^a: not a readable Parquet file"),
        (parquet([("w", 0, "text")], pa.string()), "values are string"),
        (parquet([("w", 0, b"123")], pa.binary()), "3 bytes are no whole number"),
        (parquet([("w", 0, [1])], pa.list_(pa.int32())), "values are list<"),
    ],
)
def test_refuses_files_of_another_kind(content: bytes, message: str) -> None:
    with pytest.raises(CorruptError, match=message):
        read_shards(LAYOUT.tensors, [("a", content)])


def test_refuses_a_file_without_the_columns() -> None:
    out = io.BytesIO()
    pq.write_table(pa.table({"tensor": ["w"]}), out)
    with pytest.raises(CorruptError, match=r"no column \['offset', 'values'\]"):
        read_shards(LAYOUT.tensors, [("a", out.getvalue())])
