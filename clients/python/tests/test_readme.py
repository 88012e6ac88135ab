import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from skymask_client import Layout, dsse, generate_key_pair, load_public_key
from skymask_client.manifest import Manifest

README = Path(__file__).parents[1] / "README.md"
CONTRACT = Path(__file__).parents[3] / "src/site/markdown/contract.md"


def snippet(number: int) -> str:
    found = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return str(found[number])


def test_five_lines_are_a_whole_round(
    golden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(golden / "models", "models")
    _, public = generate_key_pair("site-a")
    torch.manual_seed(1)
    data = [(torch.randn(16, 64), torch.randint(10, (16,))) for _ in range(3)]
    net = torch.nn.Sequential(torch.nn.Linear(64, 10))

    def train(net: Any, data: Any) -> None:
        optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        for features, labels in data:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(features), labels).backward()
            optimizer.step()

    code = snippet(0)
    assert len([line for line in code.splitlines() if line]) == 5
    exec(code, {"net": net, "train": train, "data": data})

    folder = tmp_path / "updates/round=1/client=site-a"
    envelope = (folder / "_manifest.dsse.json").read_bytes()
    _, payload = dsse.verify(envelope, {"site-a": load_public_key(public)})
    manifest = Manifest.from_bytes(payload)
    assert (manifest.federation, manifest.examples) == ("digits-signflip", 600)
    for entry in manifest.files:
        entry.check((folder / entry.name).read_bytes(), entry.name)


def test_verdict_snippet_says_what_became_of_an_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pandas", reason="needs pandas")
    import skymask_client
    from tests.test_verdicts import decide

    decide(tmp_path / "models", 1, [("site-a", "filtered", "masked-out", "Its mask stands apart.")])
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"skymask": skymask_client}
    exec(snippet(1), names)
    assert capsys.readouterr().out == "1 filtered masked-out Its mask stands apart.\n"
    assert len(names["frame"]) == 1


def test_export_snippet_writes_version_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    monkeypatch.chdir(tmp_path)
    exec(snippet(2), {"net": torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))})
    assert sorted(path.name for path in Path("version-0").iterdir()) == [
        "architecture.pt",
        "layout.json",
        "parameters",
    ]


def test_export_snippets_write_any_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    from skymask_client.export import export_model
    from tests.models import Tied, UNet

    monkeypatch.chdir(tmp_path)
    ids = torch.arange(12).reshape(2, 6) % 9
    names: dict[str, Any] = {"net": Tied(), "ids": ids, "mask": torch.ones_like(ids)}
    names |= {"export_model": export_model, "unet": UNet()}
    names |= {"images": torch.randn(2, 2, 8, 8), "masks": torch.rand(2, 1, 8, 8) < 0.5}
    for number, loss in ((3, "cross-entropy-per-token"), (4, "function")):
        exec(snippet(number), names)
        layout = Layout.from_bytes(Path("version-0/layout.json").read_bytes())
        assert layout.signature.loss == loss


def test_layouts_on_the_page_of_formats_are_read_and_written_so() -> None:
    text = CONTRACT.read_text(encoding="utf-8")
    blocks = [b for b in re.findall(r"```json\n(.*?)```", text, re.DOTALL) if "-layout/" in b]
    formats = []
    for block in blocks:
        written = Layout.from_bytes(block.encode()).to_bytes()
        assert json.dumps(json.loads(written)) == json.dumps(json.loads(block))
        formats.append(json.loads(block)["format"])
    assert formats == ["skymask-layout/1", "skymask-layout/2"]
