import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skymask_client import (
    CorruptError,
    Layout,
    Model,
    Signature,
    TensorSpec,
    UpdateError,
    read_model,
    submit,
    submit_delta,
    verify_commit,
)
from skymask_client.layout import FloatArray
from skymask_client.shards import read_shards
from skymask_client.storage import Directory
from tests.federation import FROZEN, commit

LAYOUT = Layout(
    Signature.classifier((4,), 2),
    (
        TensorSpec("body", (3, 4), "frozen"),
        TensorSpec("head", (2, 3), "trainable"),
        TensorSpec("mean", (3,), "state"),
    ),
)


def tensors(head: float = 0) -> dict[str, FloatArray]:
    return {
        "body": np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4),
        "head": np.full((2, 3), head, np.float32),
        "mean": np.zeros(3, np.float32),
    }


@pytest.fixture
def models(place: str) -> str:
    """Versions 0 and 1, of which the second names the first one's frozen values."""
    first = commit(f"{place}/models", 0, LAYOUT, tensors())
    commit(f"{place}/models", 1, LAYOUT, tensors(1), first)
    return f"{place}/models"


@pytest.fixture
def model(models: str) -> Model:
    return read_model(models)


def test_a_version_has_the_frozen_values_of_version_0(models: str, model: Model) -> None:
    attempt = Directory.at(models) / "round=1/attempt=a1"
    assert (attempt / "parameters").names() == ["part-0.parquet"]
    assert model.round == 1
    assert list(model.tensors) == ["body", "head", "mean"]
    for name, values in tensors(1).items():
        np.testing.assert_array_equal(model.tensors[name], values)
    assert [version.round for version in verify_commit(models, chain=True)] == [1, 0]


def test_refuses_frozen_values_that_changed_after_the_commit(models: str) -> None:
    parameters = Directory.at(models) / "round=0/attempt=a1/parameters"
    content = bytearray(parameters.read("frozen-0.parquet"))
    content[len(content) // 2] ^= 1
    parameters.write("frozen-0.parquet", bytes(content))
    with pytest.raises(
        CorruptError, match="round=0/attempt=a1/parameters/frozen-0.parquet: SHA-256 is"
    ):
        read_model(models, 1)


@pytest.mark.parametrize(
    "name",
    [
        "../../round=1/attempt=a1/parameters/frozen-0.parquet",  # not an earlier version
        "../../round=2/attempt=a1/parameters/frozen-0.parquet",
        "../../round=00/attempt=a1/parameters/frozen-0.parquet",
        "../../round=-1/attempt=a1/parameters/frozen-0.parquet",
        "../../../models/round=0/attempt=a1/parameters/frozen-0.parquet",
        "../../round=0/attempt=../parameters/frozen-0.parquet",
        "../../round=0/attempt=a1/parameters/../layout.parquet",
        "../../round=0/attempt=a1/parameters/sub/frozen-0.parquet",
        "../../round=0/attempt=a1/parameters/frozen-0.parquet\n",
        "../../round=0/attempt=a1/parameters/layout.json",
        "../../round=0/attempt=a1/layout.json",
        "../../round=0/commit.json",
        "../attempt=a2/parameters/part-0.parquet",
        "parameters/../../../round=0/attempt=a1/parameters/frozen-0.parquet",
        "..\\..\\round=0\\attempt=a1\\parameters\\frozen-0.parquet",
        "file:///etc/../passwd",
    ],
)
def test_refuses_any_other_way_out_of_the_attempt(models: str, name: str) -> None:
    directory = Directory.at(models) / "round=1"
    record = json.loads(directory.read("commit.json"))
    for entry in record["files"]:
        if entry["name"].startswith(FROZEN):
            entry["name"] = name
    directory.write("commit.json", json.dumps(record).encode())
    with pytest.raises(CorruptError, match="unsafe file name"):
        read_model(models)


def sent(place: str) -> dict[str, FloatArray]:
    directory = Directory.at(place) / "updates/round=2/client=site-a"
    return read_shards(LAYOUT.uploaded, [("part-0", directory.read("part-0.parquet"))])


@pytest.mark.parametrize("left_out", [False, True])
@pytest.mark.parametrize("kind", ["delta", "weights"])
def test_an_upload_leaves_frozen_tensors_out(
    place: str, model: Model, kind: Any, left_out: bool
) -> None:
    state = tensors(3)
    if left_out:
        del state["body"]
    submit(f"{place}/updates", model, "site-a", state, examples=1, kind=kind)
    assert list(sent(place)) == ["head", "mean"]
    assert sent(place)["head"][0, 0] == (2 if kind == "delta" else 3)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_frozen_tensors_may_be_in_another_precision(place: str, model: Model, dtype: Any) -> None:
    state = {**tensors(3), "body": tensors()["body"].astype(dtype)}
    submit(f"{place}/updates", model, "site-a", state, examples=1)
    assert list(sent(place)) == ["head", "mean"]


def test_frozen_tensors_may_be_in_bfloat16(place: str, model: Model) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    state = {**tensors(3), "body": torch.tensor(tensors()["body"]).bfloat16()}
    submit(f"{place}/updates", model, "site-a", state, examples=1)
    state["body"][0, 0] += 1
    with pytest.raises(UpdateError, match="'body' is frozen, but 1 of its 12 values were changed"):
        submit(f"{place}/updates", model, "site-b", state, examples=1)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (np.nextafter(tensors()["body"], np.float32(2)), "'body' is frozen, but 12 of its 12"),
        (np.full((3, 4), np.nan), "'body' is frozen, but 12 of its 12"),
        (np.zeros((4, 3), np.float32), "'body' has the shape"),
        (np.zeros((3, 4), np.int8), "'body' holds int8"),
    ],
)
@pytest.mark.parametrize("kind", ["delta", "weights"])
def test_refuses_frozen_tensors_that_were_trained(
    place: str, model: Model, body: Any, message: str, kind: Any
) -> None:
    with pytest.raises(UpdateError, match=message):
        submit(f"{place}/updates", model, "a", {**tensors(3), "body": body}, examples=1, kind=kind)
    assert "updates" not in Directory.at(place).names()


def test_a_difference_of_frozen_tensors_is_zero(place: str, model: Model) -> None:
    delta = {name: np.zeros_like(array) for name, array in tensors().items()}
    submit_delta(f"{place}/updates", model, "site-a", delta, examples=1)
    assert list(sent(place)) == ["head", "mean"]
    delta["body"][2, 1] = 1e-30
    with pytest.raises(UpdateError, match="'body' is frozen, but 1 of its 12 values were changed"):
        submit_delta(f"{place}/updates", model, "site-b", delta, examples=1)


def test_the_export_of_a_frozen_body_is_read_and_trained(place: str, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    from skymask_client.export import export_model
    from tests.networks import frozen

    net = frozen()
    layout = export_model(net, (12,), tmp_path / "version-0")
    assert [spec.role for spec in layout.tensors] == ["frozen"] * 2 + ["trainable"] * 2
    assert Layout.from_bytes((tmp_path / "version-0/layout.json").read_bytes()) == layout
    arrays = {name: tensor.numpy() for name, tensor in net.state_dict().items()}
    commit(f"{place}/models", 0, layout, arrays)
    model = read_model(f"{place}/models")
    net.load_state_dict(model.state_dict())
    net(torch.ones(5, 12)).sum().backward()
    torch.optim.SGD(net.parameters(), lr=0.1).step()
    upload = submit(f"{place}/updates", model, "site-a", net.state_dict(), examples=5)
    content = Directory.at(upload.location).read("part-0.parquet")
    assert list(read_shards(layout.uploaded, [("a", content)])) == ["head.weight", "head.bias"]
