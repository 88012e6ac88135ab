"""A server's part for tests: commits versions as the federation publishes them."""

import json
from collections.abc import Mapping

from skymask_client.digest import model_digest
from skymask_client.files import FileEntry
from skymask_client.layout import FloatArray, Layout
from skymask_client.shards import write_shards
from skymask_client.storage import Directory, Location


def commit(
    models: Location,
    number: int,
    layout: Layout,
    tensors: Mapping[str, FloatArray],
    base: str | None = None,
    architecture: bytes = b"opaque",
) -> str:
    """Writes version `number` and returns its digest."""
    directory = Directory.at(models) / f"round={number}"
    files = {"layout.json": layout.to_bytes(), "architecture.pt": architecture}
    for name, content in write_shards(layout, tensors):
        files[f"parameters/{name}"] = content
    for name, content in files.items():
        (directory / "attempt=a1").write(name, content)
    digest = model_digest(layout, tensors)
    record = {
        "format": "skymask-model/1",
        "federation": "demo",
        "round": number,
        "attempt": "a1",
        "baseModel": base,
        "model": digest,
        "files": [FileEntry.of(name, content).to_json() for name, content in files.items()],
    }
    directory.write("commit.json", json.dumps(record).encode())
    return digest
