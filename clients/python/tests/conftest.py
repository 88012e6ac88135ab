import uuid
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from skymask_client import Model, read_model

GOLDEN = Path(__file__).parent / "data/digits-signflip"


@pytest.fixture
def golden() -> Path:
    """A committed version 0 and two uploads, made by the reference implementation."""
    return GOLDEN


@pytest.fixture
def base() -> Model:
    """Version 0 of the golden case: `0.weight` [10, 64] and `0.bias` [10]."""
    return read_model(GOLDEN / "models")


@pytest.fixture(params=["memory", "file", "path"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty directory: in memory, as a file: URI with Hadoop's one slash, or a path."""
    if request.param == "memory":
        root = f"memory://{uuid.uuid4().hex}"
        yield root
        memory = fsspec.filesystem("memory")
        if memory.exists(root):
            memory.rm(root, recursive=True)
    else:
        yield f"file:{tmp_path}" if request.param == "file" else str(tmp_path)
