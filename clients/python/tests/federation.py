"""A server's part for tests: commits versions as the federation publishes them."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from skymask_client.digest import model_digest
from skymask_client.files import FileEntry
from skymask_client.layout import FloatArray, Layout
from skymask_client.shards import write_shards
from skymask_client.storage import Directory, Location

FROZEN = "../../round=0/attempt=a1/parameters/"


def _frozen(layout: Layout, tensors: Mapping[str, FloatArray]) -> Iterator[tuple[str, bytes]]:
    specs = [spec for spec in layout.tensors if spec.frozen]
    for name, content in write_shards(specs, tensors) if specs else ():
        yield name.replace("part", "frozen"), content


def _judged(accepted: Sequence[str]) -> bytes:
    rows = {"client": pa.array(accepted, pa.string()), "verdict": ["accepted"] * len(accepted)}
    out = io.BytesIO()
    pq.write_table(pa.table(rows), out)
    return out.getvalue()


def commit(
    models: Location,
    number: int,
    layout: Layout,
    tensors: Mapping[str, FloatArray],
    base: str | None = None,
    architecture: bytes = b"opaque",
    accepted: Sequence[str] | None = None,
) -> str:
    """Writes version `number` and returns its digest.

    With `accepted` clients, as a round of them has made it.
    """
    directory = Directory.at(models) / f"round={number}"
    files = {"layout.json": layout.to_bytes(), "architecture.pt": architecture}
    if accepted is not None:
        files["round.json"] = b'{"outcome": "committed"}'
        files["clients.parquet"] = _judged(accepted)
    for name, content in write_shards(layout.uploaded, tensors):
        files[f"parameters/{name}"] = content
    for name, content in _frozen(layout, tensors):
        # Version 0 has the values of frozen tensors, and later versions name its files.
        files[f"parameters/{name}" if number == 0 else FROZEN + name] = content
    for name, content in files.items():
        if not name.startswith(FROZEN):
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
