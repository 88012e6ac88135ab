import io
import json
import zipfile
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
    tied,
)
from skymask_client.cli import main
from skymask_client.layout import FloatArray
from skymask_client.shards import read_shards
from skymask_client.storage import Directory
from skymask_client.weights import load_weights
from tests.federation import commit

LAYOUT = Layout(
    Signature.classifier((4,), 2),
    (TensorSpec("embedding", (2, 4), "trainable"), TensorSpec("bias", (2,), "trainable")),
)
TIED = {"head": "embedding"}


def archive(**records: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in {"code": "pass", **records}.items():
            target.writestr(f"model/{name}", content)
    return out.getvalue()


def values(size: float = 0) -> dict[str, FloatArray]:
    return {"embedding": np.full((2, 4), size, np.float32), "bias": np.zeros(2, np.float32)}


@pytest.fixture
def model(place: str) -> Model:
    """A version 0 whose module has the embedding also as `head`."""
    commit(f"{place}/models", 0, LAYOUT, values(), architecture=tied.add(archive(), TIED))
    return read_model(f"{place}/models")


def sent(place: str) -> dict[str, FloatArray]:
    directory = Directory.at(place) / "updates/round=1/client=site-a"
    return read_shards(LAYOUT.tensors, [("part-0", directory.read("part-0.parquet"))])


def test_the_names_are_the_models(model: Model) -> None:
    assert model.tied == TIED
    assert list(model.tensors) == ["embedding", "bias"]


def test_where_nothing_is_tied_the_file_is_untouched() -> None:
    assert tied.add(b"any", {}) == b"any"
    assert tied.add(archive(), TIED) == tied.add(archive(), TIED)
    assert tied.read(archive(), LAYOUT, "here") == {}


@pytest.mark.parametrize("content", [b"", b"opaque", b"PK\x03\x04 cut off", b'{"confs": []}'])
def test_other_files_tie_nothing(content: bytes) -> None:
    assert tied.read(content, LAYOUT, "here") == {}


@pytest.mark.parametrize(
    "record", [{"head": "other"}, {"bias": "embedding"}, ["head"], {"head": 1}, "head"]
)
def test_refuses_names_that_do_not_fit_the_layout(record: Any) -> None:
    content = archive(**{"extra/skymask-tied.json": json.dumps(record)})
    with pytest.raises(CorruptError, match="^here: the names of tied tensors do not fit"):
        tied.read(content, LAYOUT, "here")


@pytest.mark.parametrize(
    "names", [("embedding", "head"), ("head",), ("embedding",), ("module.embedding", "module.head")]
)
@pytest.mark.parametrize("send", [submit, submit_delta])
def test_an_upload_has_one_tensor_by_any_of_its_names(
    place: str, model: Model, names: tuple[str, ...], send: Any
) -> None:
    wrapper = "module." if names[0].startswith("module.") else ""
    state = dict.fromkeys(names, values(3)["embedding"]) | {f"{wrapper}bias": values()["bias"]}
    send(f"{place}/updates", model, "site-a", state, examples=1)
    assert list(sent(place)) == ["embedding", "bias"]
    np.testing.assert_array_equal(sent(place)["embedding"], np.full((2, 4), 3))


@pytest.mark.parametrize("send", [submit, submit_delta])
def test_refuses_values_that_were_pulled_apart(place: str, model: Model, send: Any) -> None:
    state = {**values(3), "head": values(4)["embedding"]}
    with pytest.raises(UpdateError, match="'embedding' and 'head' are one tensor .* differ: tie"):
        send(f"{place}/updates", model, "site-a", state, examples=1)
    assert "updates" not in Directory.at(place).names()


def test_a_fetched_file_has_all_names(model: Model, place: str, tmp_path: Path) -> None:
    if place.startswith("memory"):
        pytest.skip("the command line reads files here")
    file = str(tmp_path / "model.npz")
    assert main(["fetch", "--models", f"{place}/models", "--output", file]) == 0
    assert set(load_weights(file)) == {"embedding", "bias", "head"}


def test_a_tied_module_goes_out_and_comes_back(place: str) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    from skymask_client.export import export_model
    from tests.models import Tied

    net = Tied()
    ids = torch.arange(12).reshape(2, 6) % 9
    options: Any = {"example_inputs": (ids,), "loss": "cross-entropy-per-token"}
    layout = export_model(net, directory=f"{place}/from", **options)
    assert "embedding.weight" in layout.names
    assert "head.weight" not in layout.names
    architecture = (Directory.at(place) / "from").read("architecture.pt")
    arrays = {n: t.numpy() for n, t in net.state_dict().items() if n != "head.weight"}
    commit(f"{place}/models", 0, layout, arrays, architecture=architecture)
    model = read_model(f"{place}/models")
    other = Tied()
    other.load_state_dict(model.state_dict())
    assert torch.equal(other.head.weight, net.embedding.weight)
    assert other.head.weight is other.embedding.weight
    other(ids).logits.sum().backward()
    torch.optim.SGD(other.parameters(), lr=0.1).step()
    submit(f"{place}/updates", model, "site-a", other.state_dict(), examples=2)
    torn = {**other.state_dict(), "head.weight": torch.zeros(9, 8)}
    with pytest.raises(UpdateError, match="'embedding.weight' and 'head.weight' are one tensor"):
        submit(f"{place}/updates", model, "site-b", torn, examples=2)
