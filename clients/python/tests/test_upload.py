import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from skymask_client import (
    Layout,
    Model,
    TensorSpec,
    UpdateError,
    UploadExistsError,
    dsse,
    generate_key_pair,
    load_public_key,
    submit,
    submit_delta,
)
from skymask_client.layout import FloatArray
from skymask_client.manifest import Manifest
from skymask_client.shards import read_shards
from skymask_client.storage import Directory


def trained(base: Model, step: float = 0.25) -> dict[str, Any]:
    return {name: array + np.float32(step) for name, array in base.tensors.items()}


def client_directory(place: str) -> Directory:
    return Directory.at(place) / "round=1" / "client=site-a"


@pytest.mark.parametrize(("client", "kind"), [("site-000", "delta"), ("site-002", "weights")])
def test_golden_uploads_are_what_this_package_sends(
    golden: Path, place: str, base: Model, client: str, kind: Any
) -> None:
    folder = golden / f"updates/round=1/client={client}"
    expected = Manifest.from_bytes((folder / "_manifest.json").read_bytes())
    assert expected.to_bytes() == (folder / "_manifest.json").read_bytes()
    for entry in expected.files:
        entry.check((folder / entry.name).read_bytes(), entry.name)
    sent = read_shards(
        base.layout.tensors, [(e.name, (folder / e.name).read_bytes()) for e in expected.files]
    )

    if kind == "delta":
        upload = submit_delta(place, base, client, sent, examples=expected.examples)
    else:
        upload = submit(place, base, client, sent, examples=expected.examples, kind=kind)

    directory = Directory.at(place) / "round=1" / f"client={client}"
    manifest = json.loads(directory.read("_manifest.json"))
    golden_manifest = json.loads((folder / "_manifest.json").read_bytes())
    for each in (manifest, golden_manifest):
        each.pop("files")
    assert manifest == golden_manifest
    assert list(manifest) == list(golden_manifest)
    ours = pq.read_table(io.BytesIO(directory.read(upload.manifest.files[0].name)))
    theirs = pq.ParquetFile(folder / "part-0.parquet").read()
    assert ours.equals(theirs)


def test_writes_the_difference_from_the_base(place: str, base: Model) -> None:
    upload = submit(place, base, "site-a", trained(base), examples=60)
    directory = client_directory(place)
    assert directory.names() == ["_manifest.json", "part-0.parquet"]
    manifest = Manifest.from_bytes(directory.read("_manifest.json"))
    assert manifest == upload.manifest
    assert (manifest.base_model, manifest.round, manifest.examples) == (base.digest, 1, 60)
    content = directory.read("part-0.parquet")
    manifest.files[0].check(content, "part-0.parquet")
    delta = read_shards(base.layout.tensors, [("part-0.parquet", content)])
    np.testing.assert_allclose(delta["0.weight"], np.full((10, 64), 0.25), atol=1e-7)


def test_splits_large_updates_into_files(place: str, base: Model) -> None:
    state = trained(base)
    upload = submit(place, base, "site-a", state, examples=1, kind="weights", file_values=200)
    names = [entry.name for entry in upload.manifest.files]
    assert names == [f"part-{i}.parquet" for i in range(4)]
    directory = client_directory(place)
    back = read_shards(base.layout.tensors, [(name, directory.read(name)) for name in names])
    for name, array in state.items():
        np.testing.assert_array_equal(back[name], array)


def test_signs_the_manifest(place: str, base: Model, tmp_path_factory: Any) -> None:
    private, public = generate_key_pair("site-a", tmp_path_factory.mktemp("keys"))
    upload = submit(place, base, "site-a", trained(base), examples=1, key=private)
    directory = client_directory(place)
    assert upload.signed
    assert directory.names() == ["_manifest.dsse.json", "part-0.parquet"]
    keys = {"site-a": load_public_key(public)}
    client, payload = dsse.verify(directory.read("_manifest.dsse.json"), keys)
    assert client == "site-a"
    assert Manifest.from_bytes(payload) == upload.manifest


def test_keeps_a_complete_upload_unless_told(
    place: str, base: Model, tmp_path_factory: Any
) -> None:
    private, _ = generate_key_pair("site-a", tmp_path_factory.mktemp("keys"))
    submit(place, base, "site-a", trained(base), examples=1, key=private)
    signed = client_directory(place).read("_manifest.dsse.json")
    with pytest.raises(UploadExistsError, match=r"complete upload \(_manifest.dsse.json\)"):
        submit(place, base, "site-a", trained(base), examples=2)
    assert client_directory(place).read("_manifest.dsse.json") == signed
    submit(place, base, "site-a", trained(base), examples=2, overwrite=True)
    # The signed manifest is gone: two manifests would leave open which one counts.
    assert client_directory(place).names() == ["_manifest.json", "part-0.parquet"]


@pytest.mark.parametrize("fails_at", ["part-0.parquet", "part-2.parquet", "_manifest.json"])
@pytest.mark.parametrize("again", [False, True])
def test_an_interrupted_submit_leaves_no_manifest(
    place: str, base: Model, monkeypatch: pytest.MonkeyPatch, fails_at: str, again: bool
) -> None:
    if again:
        submit(place, base, "site-a", trained(base), examples=1)
    write = Directory.write

    def failing(self: Directory, name: str, content: bytes) -> None:
        if fails_at in name:
            write(self, name, content[: len(content) // 2])
            raise OSError("connection lost")
        write(self, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(Directory, "write", failing)
        with pytest.raises(OSError, match="connection lost"):
            submit(
                place, base, "site-a", trained(base), examples=1, file_values=200, overwrite=again
            )
    assert not [name for name in client_directory(place).names() if "manifest" in name]
    upload = submit(place, base, "site-a", trained(base), examples=1, file_values=200)
    for entry in upload.manifest.files:
        entry.check(client_directory(place).read(entry.name), entry.name)


def without(state: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key != name}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"0.bias": np.zeros(9, np.float32)}, r"'0.bias' has the shape \(9,\), expected \(10,\)"),
        ({"0.bias": np.zeros(10, np.int64)}, "'0.bias' holds int64, expected floating point"),
        ({"0.bias": np.full(10, 1e300)}, "10 values are not finite in float32, the first is inf"),
        ({"0.bias": np.array([0.0] * 9 + [np.nan])}, "the first is nan at 9: lower the learning"),
        ({"1.bias": np.zeros(3, np.float32)}, "'1.bias' is not in the layout"),
        ({"0.bias": np.full(10, "x")}, "holds <U1"),
        ({"0.bias": np.full(10, 1j)}, "holds complex128, expected floating point"),
        ({"0.bias": [1.0, [2.0]]}, r"'0.bias' is no dense array of numbers \(list: "),
        ({"0.bias": None}, "'0.bias' holds object"),
        ({"optimizer": {"state": {}}}, "entry 'optimizer' is dict, not a tensor: of a checkpoint"),
        ({3: np.zeros(1, np.float32)}, "expected names of tensors, found the key 3"),
    ],
)
def test_refuses_tensors_that_do_not_fit(
    place: str, base: Model, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(UpdateError, match=message):
        submit(place, base, "site-a", {**trained(base), **changes}, examples=1)
    with pytest.raises(UpdateError, match=message):
        submit_delta(place, base, "site-a", {**trained(base), **changes}, examples=1)
    assert Directory.at(place).names() == []


def test_refuses_an_incomplete_state(place: str, base: Model) -> None:
    with pytest.raises(UpdateError, match="'0.weight' of the layout is missing: pass the whole"):
        submit(place, base, "site-a", without(trained(base), "0.weight"), examples=1)


def test_refuses_a_difference_beyond_float32(place: str, base: Model) -> None:
    huge = Model(
        base.commit,
        base.layout,
        {name: np.full_like(array, -3e38) for name, array in base.tensors.items()},
        base.architecture,
    )
    state = {name: -array for name, array in huge.tensors.items()}
    with pytest.raises(UpdateError, match="'0.weight': 640 values are not finite"):
        submit(place, huge, "site-a", state, examples=1)
    assert submit(place, huge, "site-a", state, examples=1, kind="weights").location


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"client": "site a"}, "client id 'site a': use 1 to 64"),
        ({"client": "x" * 65}, "use 1 to 64"),
        ({"client": "site-ä"}, "ASCII only"),
        ({"client": "site-a\n"}, "use 1 to 64"),
        ({"client": 7}, "client id 7: use 1 to 64"),
        ({"examples": 0}, "examples is 0, expected a whole number from 1 to 2"),
        ({"examples": True}, "examples is True"),
        ({"examples": np.True_}, "examples is .*True"),
        ({"examples": np.array(True)}, "examples is .*True"),
        ({"examples": 60.0}, "examples is 60.0, expected a whole number"),
        ({"examples": "60"}, "examples is '60', expected a whole number"),
        ({"examples": np.array([60])}, r"examples is array\(\[60\]\), expected a whole number"),
        (
            {"examples": 2**53 + 1},
            "examples is 9007199254740993, expected a whole",
        ),
        ({"examples": np.uint64(2**63)}, "expected a whole number from 1 to"),
        ({"key": b"-----BEGIN PRIVATE KEY-----"}, "key is a bytes, expected a private Ed25519 key"),
        ({"kind": "gradient"}, "kind is 'gradient', expected 'delta' or 'weights'"),
        ({"file_values": 0}, "file_values is 0"),
    ],
)
def test_refuses_options_that_the_federation_would(
    place: str, base: Model, options: dict[str, Any], message: str
) -> None:
    arguments = {"client": "site-a", "examples": 1, **options}
    with pytest.raises(UpdateError, match=message):
        submit(place, base, weights=trained(base), **arguments)
    assert Directory.at(place).names() == []


@pytest.mark.parametrize("examples", [np.int64(60), np.uint8(60), np.array(60), 2**53])
def test_takes_examples_of_any_integral_type(place: str, base: Model, examples: Any) -> None:
    upload = submit(place, base, "site-a", trained(base), examples=examples)
    manifest = json.loads(client_directory(place).read("_manifest.json"))
    assert manifest["examples"] == upload.manifest.examples == int(examples)
    assert type(upload.manifest.examples) is int


def test_takes_a_tensor_with_one_integer_as_examples(place: str, base: Model) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    upload = submit(place, base, "site-a", trained(base), examples=torch.tensor(60))
    assert upload.manifest.examples == 60
    with pytest.raises(UpdateError, match=r"examples is tensor\(True\)"):
        submit(place, base, "site-b", trained(base), examples=torch.tensor(True))


@pytest.mark.parametrize("weights", [None, [np.zeros(3)], "model.pt", 1.5])
def test_refuses_what_is_no_state_dict(place: str, base: Model, weights: Any) -> None:
    with pytest.raises(UpdateError, match="expected a state dict or a mapping from names to"):
        submit(place, base, "site-a", weights, examples=1)


def test_refuses_a_module_in_place_of_its_state_dict(place: str, base: Model) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    module: Any = torch.nn.Sequential(torch.nn.Linear(64, 10))
    for send in (submit, submit_delta):
        with pytest.raises(UpdateError, match=r"found .*\.Sequential: pass its state_dict\(\)"):
            send(place, base, "site-a", module, examples=1)
    assert Directory.at(place).names() == []


@pytest.mark.parametrize("send", [submit, submit_delta])
def test_refuses_a_base_that_is_no_model(place: str, base: Model, send: Any) -> None:
    with pytest.raises(UpdateError, match="base is a str, expected what read_model gives"):
        send(place, "models", "site-a", trained(base), examples=1)


def test_refuses_tensors_that_are_not_dense(place: str, base: Model) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    for tensor in (torch.zeros(10).to_sparse(), torch.zeros(10, device="meta")):
        with pytest.raises(UpdateError, match="'0.bias' is no dense array of numbers"):
            submit(place, base, "site-a", {**trained(base), "0.bias": tensor}, examples=1)


@pytest.fixture
def with_variance(base: Model) -> Model:
    bias = TensorSpec("0.bias", (10,), "state", variance=True)
    layout = Layout(base.layout.input, 10, (base.layout.tensors[0], bias))
    return Model(base.commit, layout, {**base.tensors, "0.bias": variance()}, base.architecture)


def variance() -> FloatArray:
    return np.arange(10, dtype=np.float32)


@pytest.mark.parametrize("kind", ["delta", "weights"])
def test_refuses_a_negative_variance(place: str, with_variance: Model, kind: Any) -> None:
    state = trained(with_variance)
    state["0.bias"][4] = -2
    with pytest.raises(UpdateError, match="'0.bias' is a variance, but its value 4 is -2.0"):
        submit(place, with_variance, "site-a", state, examples=1, kind=kind)
    state["0.bias"][4] = 0
    assert submit(place, with_variance, "site-a", state, examples=1, kind=kind).location


def test_a_difference_may_lower_a_variance_to_zero(place: str, with_variance: Model) -> None:
    delta: dict[str, Any] = {"0.weight": np.zeros((10, 64)), "0.bias": -variance()}
    assert submit_delta(place, with_variance, "site-a", delta, examples=1).location
    delta["0.bias"][9] -= 1
    with pytest.raises(UpdateError, match="'0.bias' is a variance, but its value 9 is -1.0"):
        submit_delta(place, with_variance, "site-b", delta, examples=1)


def test_says_how_to_replace_an_upload(place: str, base: Model) -> None:
    submit(place, base, "site-a", trained(base), examples=1)
    with pytest.raises(UploadExistsError, match=r"overwrite=True \(--overwrite\) replaces it"):
        submit(place, base, "site-a", trained(base), examples=1)


def test_takes_a_state_dict_of_any_precision_and_leaves_counters_out(
    place: str, base: Model
) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    state = {
        "num_batches_tracked": torch.tensor(3),
        "0.bias": torch.nn.Parameter(torch.arange(10, dtype=torch.bfloat16)),
        "0.weight": torch.arange(640, dtype=torch.float64).reshape(64, 10).T,
    }
    submit(place, base, "site-a", state, examples=1, kind="weights")
    content = client_directory(place).read("part-0.parquet")
    back = read_shards(base.layout.tensors, [("part-0.parquet", content)])
    assert back["0.bias"].tolist() == list(range(10))
    assert back["0.weight"][1, :2].tolist() == [1, 11]
