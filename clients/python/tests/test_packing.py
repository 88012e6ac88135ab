from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skymask_client import (
    CorruptError,
    Layout,
    Model,
    Signature,
    TensorSpec,
    UpdateError,
    packing,
    read_model,
    submit,
    submit_delta,
)
from skymask_client.layout import FloatArray
from skymask_client.shards import read_shards, write_shards
from skymask_client.storage import Directory
from tests.federation import commit

SPECS = (TensorSpec("a", (2, 2), "trainable"), TensorSpec("b", (3,), "trainable"))
VALUES = {
    "a": np.array([[1, -2], [0.5, 0]], np.float32),
    "b": np.array([3, 4, 5], np.float32),
}


def bits(value: float, kind: packing.Packing) -> int:
    return int(np.frombuffer(packing.pack(np.array([value], np.float32), kind).tobytes(), "<u2")[0])


def test_bits_are_those_of_the_formats() -> None:
    assert [bits(value, "bf16") for value in (1.0, -2.0, 0.0, -0.0)] == [0x3F80, 0xC000, 0, 0x8000]
    assert [bits(value, "f16") for value in (1.0, -2.0, 65504.0, 2.0**-24)] == [
        0x3C00,
        0xC000,
        0x7BFF,
        1,
    ]
    # bfloat16 has eight digits: 257 lies between 256 and 258, and 259 between 258 and 260.
    assert [bits(value, "bf16") for value in (257.0, 259.0)] == [0x4380, 0x4382]
    assert bits(257.00002, "bf16") == 0x4381
    assert bits(float(np.finfo(np.float32).max), "bf16") == 0x7F80
    assert bits(65520.0, "f16") == 0x7C00


@pytest.mark.parametrize(("kind", "name"), [("f16", "float16"), ("bf16", "bfloat16")])
def test_rounds_as_pytorch_does(kind: Any, name: str) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    every = torch.randint(-(2**31), 2**31, (100_000,), generator=torch.Generator().manual_seed(1))
    values = every.int().view(torch.float32)
    values = values[values.isfinite()]
    expected = values.to(getattr(torch, name)).float().numpy()
    np.testing.assert_array_equal(packing.rounded(values.numpy(), kind), expected)


@pytest.mark.parametrize("kinds", [("f16", "bf16"), ("bf16", "f32"), ("f32", "f16")])
def test_shards_of_mixed_precision_come_back(kinds: Any) -> None:
    packings = dict(zip(VALUES, kinds, strict=True))
    files = list(write_shards(SPECS, VALUES, 3, packings))
    assert len(files) == 3
    back = read_shards(SPECS, files)
    for name, values in VALUES.items():
        np.testing.assert_array_equal(back[name], values)


def file(columns: dict[str, Any]) -> bytes:
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), out)
    return bytes(out.getvalue())


def test_lists_of_float16_are_read() -> None:
    lists = pa.array([[1, -2, 0.5, 0], [3, 4, 5]], pa.list_(pa.float16()))
    back = read_shards(
        SPECS, [("x", file({"tensor": ["a", "b"], "offset": [0, 0], "values": lists}))]
    )
    assert back["a"].dtype == np.float32
    for name, values in VALUES.items():
        np.testing.assert_array_equal(back[name], values)


@pytest.mark.parametrize(
    ("content", "dtype", "message"),
    [
        (b"\0" * 3, "f16", "x: 3 bytes are no whole number of f16 values"),
        (b"\0" * 2, "f32", "x: 2 bytes are no whole number of f32 values"),
        (b"\0" * 8, "f64", "x: dtype is 'f64', expected one of f32, f16, bf16"),
        (b"\0" * 8, None, "x: dtype is None, expected one of"),
    ],
)
def test_refuses_other_binary(content: bytes, dtype: Any, message: str) -> None:
    columns = {"tensor": ["a"], "offset": [0], "values": pa.array([content], pa.binary())}
    with pytest.raises(CorruptError, match=message):
        read_shards(SPECS, [("x", file({**columns, "dtype": pa.array([dtype], pa.string())}))])


LAYOUT = Layout(
    Signature.classifier((100,), 2),
    (
        TensorSpec("weight", (2, 100), "trainable"),
        TensorSpec("bias", (2,), "trainable"),
        TensorSpec("var", (2,), "state", variance=True),
    ),
)


@pytest.fixture
def model(place: str) -> Model:
    weight = np.linspace(-1, 1, 200, dtype=np.float32).reshape(2, 100)
    tensors = {"weight": weight, "bias": np.zeros(2, np.float32), "var": np.ones(2, np.float32)}
    commit(f"{place}/models", 0, LAYOUT, tensors)
    return read_model(f"{place}/models")


def sent(place: str, client: str) -> tuple[dict[str, FloatArray], pa.Table]:
    directory = Directory.at(place) / f"updates/round=1/client={client}"
    content = directory.read("part-0.parquet")
    return read_shards(LAYOUT.tensors, [("x", content)]), pq.read_table(pa.BufferReader(content))


@pytest.mark.parametrize("kind", ["weights", "delta"])
def test_auto_sends_what_the_state_dict_has(place: str, model: Model, kind: Any) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    torch.manual_seed(3)
    state = {
        "weight": torch.randn(2, 100).bfloat16(),
        "bias": torch.randn(2).half(),
        "var": torch.rand(2).half(),
    }
    submit(f"{place}/updates", model, "a", state, examples=1, kind=kind, dtype="auto")
    values, table = sent(place, "a")
    assert table.column("dtype").to_pylist() == ["bf16", "f16", "f32"]
    assert [len(v.as_py()) for v in table.column("values")] == [400, 4, 8]
    for name, tensor in state.items():
        exact = tensor.float().numpy()
        if kind == "delta":
            exact = exact - model.tensors[name]
        digits = {"weight": 2**-8, "bias": 2**-11, "var": 0}[name] if kind == "delta" else 0
        np.testing.assert_allclose(values[name], exact, rtol=digits, atol=0)


def test_a_difference_may_be_rounded_by_the_caller(place: str, model: Model) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    delta = {n: torch.full(a.shape, 1 / 3).bfloat16() for n, a in model.tensors.items()}
    submit_delta(f"{place}/updates", model, "a", delta, examples=1, dtype="auto")
    values, table = sent(place, "a")
    assert table.column("dtype").to_pylist() == ["bf16", "bf16", "f32"]
    for array in values.values():
        assert (array == 0.333984375).all()  # 171 / 512, the nearest of eight digits


def test_float32_is_sent_as_ever(place: str, model: Model) -> None:
    arrays = {name: value.astype(np.float32) for name, value in model.tensors.items()}
    half = {**arrays, "bias": np.zeros(2, np.float16)}
    for client, state, dtype in (("a", arrays, "auto"), ("b", half, "float32")):
        submit(f"{place}/updates", model, client, state, examples=1, dtype=dtype)  # type: ignore[arg-type]
        _, table = sent(place, client)
        assert table.column_names == ["tensor", "offset", "values"]
        assert table.schema.field("values").type.value_type == pa.float32()


def test_refuses_what_float16_cannot_hold(place: str, model: Model) -> None:
    moved = commit(
        f"{place}/models", 1, LAYOUT, {**model.tensors, "bias": np.full(2, -60_000, np.float32)}
    )
    assert moved
    base = read_model(f"{place}/models", 1)
    state = {**base.tensors, "bias": np.array([60_000, 0], np.float16)}
    with pytest.raises(
        UpdateError, match=r"'bias': 1 values are too large for f16.*120000.0: send"
    ):
        submit(f"{place}/updates", base, "a", state, examples=1, dtype="auto")
    with pytest.raises(UpdateError, match="dtype is 'half', expected 'float32' or 'auto'"):
        submit_delta(f"{place}/updates", base, "a", state, examples=1, dtype="half")  # type: ignore[arg-type]
    assert "updates" not in Directory.at(place).names()


def test_files_for_other_readers(tmp_path: Path) -> None:
    """Any Parquet reader sees four columns."""
    ((name, content),) = write_shards(SPECS, VALUES, packings={"a": "bf16", "b": "f16"})
    (tmp_path / name).write_bytes(content)
    table = pq.read_table(tmp_path / name)
    assert table.column_names == ["tensor", "offset", "values", "dtype"]
    assert table.column("values")[0].as_py() == bytes.fromhex("803f00c0003f0000")
