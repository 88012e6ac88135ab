import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skymask_client import CorruptError, Model, NotFoundError, read_model, verify_commit
from skymask_client.digest import model_digest
from skymask_client.storage import Directory
from tests.federation import commit


def test_reads_the_golden_version(golden: Path, base: Model) -> None:
    record = json.loads((golden / "models/round=0/commit.json").read_text())
    assert base.digest == record["model"] == model_digest(base.layout, base.tensors)
    assert (base.federation, base.round) == ("digits-signflip", 0)
    assert {n: a.shape for n, a in base.tensors.items()} == {"0.weight": (10, 64), "0.bias": (10,)}
    assert base.architecture[0] == "architecture.pt"
    assert len(base.architecture[1]) == 2206


def test_digest_depends_on_names_order_and_every_value(base: Model) -> None:
    moved = {name: array.copy() for name, array in base.tensors.items()}
    moved["0.bias"][9] = np.nextafter(moved["0.bias"][9], np.float32(1))
    assert model_digest(base.layout, moved) != base.digest


def test_latest_is_the_highest_round_that_has_a_commit(place: str, base: Model) -> None:
    first = commit(place, 9, base.layout, base.tensors)
    second = commit(place, 10, base.layout, {n: a + 1 for n, a in base.tensors.items()}, first)
    directory = Directory.at(place)
    (directory / "round=11" / "rejected=b2").write("round.json", b"{}")
    (directory / "round=012").write("commit.json", b"no version")
    assert (read_model(place).round, read_model(place).digest) == (10, second)
    assert (read_model(place, 9).round, read_model(place, 9).digest) == (9, first)


def test_says_which_version_does_not_exist(place: str, base: Model) -> None:
    with pytest.raises(NotFoundError, match="is it the models directory"):
        read_model(place)
    commit(place, 0, base.layout, base.tensors)
    with pytest.raises(NotFoundError, match="no committed version 3"):
        read_model(place, 3)


@pytest.fixture
def models(golden: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(golden / "models", tmp_path / "models"))


@pytest.mark.parametrize("name", ["layout.json", "architecture.pt", "parameters/part-0.parquet"])
def test_refuses_a_file_with_one_other_byte(models: Path, name: str) -> None:
    (file,) = models.glob(f"round=0/attempt=*/{name}")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(CorruptError, match=f"{file.name}: SHA-256 is"):
        read_model(models)


def test_refuses_a_cut_and_a_missing_file(models: Path) -> None:
    (file,) = models.glob("round=0/attempt=*/parameters/part-0.parquet")
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(CorruptError, match="4470 bytes, expected 4471"):
        read_model(models)
    file.unlink()
    with pytest.raises(NotFoundError, match="part-0.parquet: no such file"):
        read_model(models)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("model", "sha256:00", "the commit says sha256:00"),
        ("round", 1, "says round 1, expected 0"),
        ("attempt", "../x", "unsafe attempt"),
        ("format", "skymask-model/2", "expected 'skymask-model/1'"),
        ("files", [], "no layout.json"),
        ("files", [{"name": "../x", "bytes": 1, "sha256": ""}], "unsafe file name"),
        ("files", [{"name": "/etc/x", "bytes": 1, "sha256": ""}], "unsafe file name"),
        ("files", [{"name": "x", "bytes": "1", "sha256": ""}], "'bytes' is '1', expected int"),
    ],
)
def test_refuses_a_commit_that_is_not_so(
    models: Path, field: str, value: Any, message: str
) -> None:
    file = models / "round=0/commit.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), field: value}))
    with pytest.raises(CorruptError, match=message):
        read_model(models)


def test_verifies_the_chain_of_versions(place: str, base: Model) -> None:
    digest = None
    for number in range(3):
        tensors = {n: a + number for n, a in base.tensors.items()}
        digest = commit(place, number, base.layout, tensors, digest)
    assert [c.round for c in verify_commit(place)] == [2]
    assert [c.round for c in verify_commit(place, chain=True)] == [2, 1, 0]
    commit(place, 1, base.layout, base.tensors, verify_commit(place, 0)[0].model)
    assert [c.round for c in verify_commit(place)] == [2]
    with pytest.raises(CorruptError, match="version 2 of demo was made from sha256:"):
        verify_commit(place, chain=True)


def test_version_0_has_no_base(place: str, base: Model) -> None:
    commit(place, 0, base.layout, base.tensors, "sha256:00")
    with pytest.raises(CorruptError, match="version 0 names a base model"):
        verify_commit(place)


def test_state_dict_loads_into_a_module(base: Model) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    module = torch.nn.Sequential(torch.nn.Linear(64, 10))
    module.load_state_dict(base.state_dict())
    np.testing.assert_array_equal(module[0].weight.detach().numpy(), base.tensors["0.weight"])
    module[0].weight.data.zero_()
    assert base.tensors["0.weight"].any()
