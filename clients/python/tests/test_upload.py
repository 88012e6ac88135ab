import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from skymask_client import (
    Model,
    UpdateError,
    UploadExistsError,
    dsse,
    generate_key_pair,
    load_public_key,
    submit,
    submit_delta,
)
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
