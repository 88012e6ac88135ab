import os
import re
import sys
from pathlib import Path

import pytest

from skymask_client import MissingExtraError, Model, NotFoundError
from skymask_client.weights import load_weights

CLIENT = Path(__file__).parents[1]
PROJECT = CLIENT.parents[1]

# Nobody of this project owns the name in a package index: whoever takes it could send anything.
BY_NAME = re.compile(
    r"(?:pip|uv|pipx|poetry|conda)[^\n`]*\b(?:install|add)\b[^\n`]*\bskymask[-_]client\b(?!-\d)"
)
BUILT = {".git", "target", "__pycache__", ".venv"}


def project_files() -> list[Path]:
    """Every file of the checkout that somebody wrote."""
    found = []
    for folder, folders, names in os.walk(PROJECT):
        folders[:] = [name for name in folders if name not in BUILT and "_cache" not in name]
        found += [Path(folder, name) for name in names]
    return found


def test_nothing_advises_to_install_the_client_by_its_name() -> None:
    files = project_files()
    assert {CLIENT / "README.md", PROJECT / "README.md", PROJECT / ".ci/run"} <= set(files)
    found = []
    for file in files:
        text = file.read_bytes().decode(errors="replace")
        found += [f"{file}: {match[0]}" for match in BY_NAME.finditer(text)]
    assert found == []


def test_the_pattern_finds_such_advice() -> None:
    assert BY_NAME.search("pip install 'skymask" + "-client[torch]'")
    assert BY_NAME.search("python -m pip install -U skymask" + "_client")
    assert not BY_NAME.search("pip install skymask_client-0.1.0-py3-none-any.whl")
    assert not BY_NAME.search("pip install 'clients/python[torch]'")


def test_a_missing_extra_is_installed_from_the_project(
    base: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # as where it is not installed
    with pytest.raises(MissingExtraError) as caught:
        base.state_dict()
    assert str(caught.value) == (
        "Model.state_dict needs torch: pip install 'clients/python[torch]' in a checkout of"
        " skymask-spark, or 'FILE.whl[torch]' with the wheel that was handed over"
    )
    with pytest.raises(NotFoundError, match="model.pt: no such file"):
        load_weights("model.pt")


def test_the_package_index_refuses_the_package() -> None:
    # PyPI takes nothing with a classifier that begins so: an upload by mistake fails.
    assert "Private :: Do Not Upload" in (CLIENT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_oldest_numpy_is_the_one_that_was_tried() -> None:
    assert '"numpy>=1.26"' in (CLIENT / "pyproject.toml").read_text(encoding="utf-8")
