import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skymask_client import CorruptError, MissingExtraError, NotFoundError, UpdateError
from skymask_client.weights import load_weights, save_weights

ARRAYS = {"0.weight": np.arange(6, dtype=np.float32).reshape(2, 3), "0.bias": np.zeros(2, "f4")}
MODULES = {".safetensors": "safetensors", ".npz": "numpy", ".pt": "torch", ".pth": "torch"}


@pytest.mark.parametrize("suffix", MODULES)
def test_tensors_come_back(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip(MODULES[suffix])
    file = tmp_path / f"model{suffix}"
    save_weights(file, ARRAYS)
    save_weights(file, ARRAYS)
    assert list(tmp_path.iterdir()) == [file]
    back = load_weights(file)
    assert set(back) == set(ARRAYS)
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(np.asarray(back[name]), array)


@pytest.mark.parametrize("suffix", MODULES)
def test_a_directory_that_is_not_there_is_made(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip(MODULES[suffix])
    save_weights(tmp_path / "new" / f"model{suffix}", ARRAYS)
    assert set(load_weights(tmp_path / "new" / f"model{suffix}")) == set(ARRAYS)


def test_an_npz_holds_the_tensors_and_nothing_else_whatever_their_names(tmp_path: Path) -> None:
    # Arguments of numpy.savez in some version; before 2.1 an unknown one became an array.
    names = ["file", "args", "kwds", "allow_pickle", "a/b.weight", "größe"]
    file = tmp_path / "model.npz"
    save_weights(file, {name: np.full(3, i, np.float32) for i, name in enumerate(names)})
    with np.load(file, allow_pickle=False) as archive:
        assert archive.files == names
        assert [int(archive[name][0]) for name in names] == list(range(6))


@pytest.mark.parametrize("suffix", MODULES)
def test_refuses_other_content(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip(MODULES[suffix])
    file = tmp_path / f"model{suffix}"
    file.write_bytes(b"something else altogether")
    with pytest.raises(CorruptError, match=str(file)):
        load_weights(file)


def test_safetensors_may_hold_bfloat16(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    torch_files = pytest.importorskip("safetensors.torch", reason="needs safetensors")
    file = tmp_path / "model.safetensors"
    torch_files.save_file({"w": torch.arange(3).bfloat16()}, file)
    assert load_weights(file)["w"].tolist() == [0, 1, 2]
    monkeypatch.delitem(sys.modules, "safetensors.torch")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtraError, match="holds bfloat16, which needs torch: pip install"):
        load_weights(file)


class Payload:
    def __reduce__(self) -> Any:
        return Path.touch, (Path("run"),)


def test_runs_no_code_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    np.savez("model.npz", weights=np.array([Payload()], object))
    with pytest.raises(CorruptError, match="plain arrays"):
        load_weights("model.npz")
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    torch.save({"weights": Payload()}, "model.pt")
    with pytest.raises(CorruptError, match=r"not a plain state dict .*torch.save\(net.state_dict"):
        load_weights("model.pt")
    assert not Path("run").exists()


def test_names_the_suffixes_it_knows(tmp_path: Path) -> None:
    with pytest.raises(UpdateError, match=r"end in .safetensors, .npz, .pt, .pth, not '.h5'"):
        load_weights(tmp_path / "model.h5")
    with pytest.raises(NotFoundError, match="model.npz: no such file"):
        load_weights(tmp_path / "model.npz")
