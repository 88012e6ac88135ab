import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skymask_client import Model, generate_key_pair, read_model
from skymask_client.cli import main
from skymask_client.weights import load_weights, save_weights

COMMANDS = ["fetch", "submit", "verdict", "verify", "keygen", "export"]


@pytest.fixture
def models(golden: Path) -> str:
    return str(golden / "models")


def test_fetch_train_submit(
    models: str, base: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, updates = tmp_path / "model.npz", tmp_path / "updates"
    assert main(["fetch", "--models", models, "--output", str(file)]) == 0
    assert f"version 0 of digits-signflip, {base.digest}" in capsys.readouterr().out
    trained = {name: array + np.float32(1) for name, array in load_weights(file).items()}
    save_weights(file, trained)
    private, _ = generate_key_pair("site-a", tmp_path)

    submit = ["submit", "--models", models, "--updates", str(updates), "--client", "site-a"]
    submit += ["--weights", str(file), "--examples", "77"]
    assert main([*submit, "--key", str(private)]) == 0
    assert "signed delta for round 1" in capsys.readouterr().out
    assert (updates / "round=1/client=site-a/_manifest.dsse.json").exists()

    assert main(submit) == 5
    error = capsys.readouterr().err
    assert error.startswith("skymask-client: error: ")
    assert error.count("\n") == 1
    assert main([*submit, "--overwrite", "--kind", "weights"]) == 0
    manifest = json.loads((updates / "round=1/client=site-a/_manifest.json").read_bytes())
    assert (manifest["kind"], manifest["examples"]) == ("weights", 77)


def test_submits_a_delta(models: str, base: Model, tmp_path: Path) -> None:
    file = tmp_path / "delta.npz"
    save_weights(file, base.tensors)
    arguments = ["--models", models, "--updates", str(tmp_path), "--client", "a", "--examples", "1"]
    assert main(["submit", *arguments, "--delta", str(file)]) == 0
    manifest = json.loads((tmp_path / "round=1/client=a/_manifest.json").read_bytes())
    assert manifest["kind"] == "delta"


def test_submits_half_precision(models: str, base: Model, tmp_path: Path) -> None:
    file = tmp_path / "model.npz"
    random = np.random.default_rng(1)
    halves: Any = {n: random.normal(size=a.shape).astype("f2") for n, a in base.tensors.items()}
    np.savez(file, **halves)
    arguments = ["--models", models, "--updates", str(tmp_path), "--examples", "1"]
    sizes = []
    for client, more in (("a", []), ("b", ["--dtype", "auto"])):
        command = ["submit", *arguments, "--weights", str(file), "--kind", "weights"]
        assert main([*command, "--client", client, *more]) == 0
        sizes.append((tmp_path / f"round=1/client={client}/part-0.parquet").stat().st_size)
    assert sizes[1] < sizes[0]


def test_verify(
    models: str, base: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--models", models, "--chain"]) == 0
    assert capsys.readouterr().out == f"version 0 of digits-signflip: {base.digest}\n"
    assert main(["verify", "--models", str(tmp_path)]) == 1
    assert "has no committed version" in capsys.readouterr().err


def test_keygen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keygen", "site-a", "--directory", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site-a.key.pem", "site-a.pem"]
    assert main(["keygen", "site-a", "--directory", str(tmp_path)]) == 1
    assert "site-a.key.pem exists" in capsys.readouterr().err


def test_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch", reason="needs PyTorch")
    export = ["export", "tests.networks:mlp", "--output", str(tmp_path), "--seed", "3"]
    assert main([*export, "--input", "12"]) == 0
    assert "4 tensors, 131 values" in capsys.readouterr().out
    first = (tmp_path / "parameters/part-0.parquet").read_bytes()
    assert main([*export, "--input", "12"]) == 0
    assert (tmp_path / "parameters/part-0.parquet").read_bytes() == first
    capsys.readouterr()
    assert main([*export, "--input", "12x"]) == 1
    assert "expected positive integers as in 1,28,28" in capsys.readouterr().err
    assert main([*export, "--input", "13"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["export", "tests.networks", "--output", str(tmp_path), "--input", "12"]) == 1
    assert "expected package.module:factory" in capsys.readouterr().err


def test_export_with_another_loss(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs PyTorch")
    export = ["export", "tests.models:regression", "--output", str(tmp_path), "--input", "5"]
    assert main([*export, "--loss", "mean-squared-error"]) == 0
    record = json.loads((tmp_path / "layout.json").read_bytes())
    assert record["loss"] == "mean-squared-error"
    assert record["inputs"] == [{"name": "features", "type": "float32", "shape": [5]}]
    with pytest.raises(SystemExit):
        main([*export, "--loss", "function"])


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["fetch"], ["verify", "--models", "x", "--round", "one"]]
)
def test_usage_errors_exit_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert "usage: skymask-client" in capsys.readouterr().out


def test_unforeseen_errors_are_one_line(
    models: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*arguments: Any, **options: Any) -> Any:
        raise RuntimeError("first\nsecond")

    monkeypatch.setattr("skymask_client.commands.read_model", broken)
    assert main(["fetch", "--models", models, "--output", "x.npz"]) == 1
    assert capsys.readouterr().err == "skymask-client: error: RuntimeError: first second\n"


def test_the_fetched_file_is_what_read_model_gives(models: str, tmp_path: Path) -> None:
    pytest.importorskip("safetensors", reason="needs safetensors")
    file = tmp_path / "model.safetensors"
    assert main(["fetch", "--models", models, "--round", "0", "--output", str(file)]) == 0
    for name, array in read_model(models).tensors.items():
        np.testing.assert_array_equal(load_weights(file)[name], array)
