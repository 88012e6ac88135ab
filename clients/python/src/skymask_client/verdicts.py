"""What became of each upload of a round: `clients.parquet` and `round.json` of its attempt."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from skymask_client.digest import sha256_hex
from skymask_client.errors import CorruptError, NotFoundError
from skymask_client.manifest import SIGNED, UNSIGNED
from skymask_client.storage import Directory

_COLUMNS = ("client", "verdict", "reason", "detail")


@dataclass(frozen=True)
class ClientVerdict:
    """`accepted`, `filtered`, `quarantined` or `incomplete`, with a reason code and a sentence."""

    client: str
    verdict: str
    reason: str | None = None
    detail: str | None = None


@dataclass(frozen=True)
class Rejected:
    """A rejected attempt: the name of its directory, and the sentence that says why."""

    attempt: str
    why: str


def read_verdicts(attempt: Directory) -> tuple[ClientVerdict, ...]:
    """The verdicts of an attempt, committed or rejected; empty where it judged nobody."""
    try:
        content = attempt.read("clients.parquet")
    except NotFoundError:
        return ()  # version 0
    try:
        rows = pq.read_table(io.BytesIO(content), columns=list(_COLUMNS)).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise CorruptError(f"{attempt / 'clients.parquet'}: not readable ({error})") from error
    return tuple(ClientVerdict(*(row[column] for column in _COLUMNS)) for row in rows)


def read_record(attempt: Directory) -> dict[str, Any]:
    """`round.json` of an attempt."""
    try:
        record = json.loads(attempt.read("round.json"))
    except ValueError as error:
        raise CorruptError(f"{attempt / 'round.json'}: not JSON ({error})") from error
    if not isinstance(record, dict):
        raise CorruptError(f"{attempt / 'round.json'}: expected a JSON object")
    return record


def rejected_with(versions: Directory, uploads: Directory) -> Rejected | None:
    """The rejected attempt that has judged exactly the uploads that stand, or None.

    `versions` is the round's directory of models, `uploads` that of its updates.
    """
    attempts = [name for name in versions.names() if name.startswith("rejected=")]
    if not attempts:
        return None
    standing = dict(_manifests(uploads))
    for name in attempts:
        try:
            record, verdicts = read_record(versions / name), read_verdicts(versions / name)
        except NotFoundError:
            continue  # is being written
        judged = {each.client for each in verdicts if each.verdict != "incomplete"}
        admitted = {each["client"]: each["manifest"] for each in record.get("inputs", [])}
        same = all(standing.get(client) == digest for client, digest in admitted.items())
        if same and judged == standing.keys():
            return Rejected(name, str(record.get("why") or ""))
    return None


def _manifests(uploads: Directory) -> Iterator[tuple[str, str]]:
    """Each complete upload's client, and the SHA-256 of its manifest."""
    for name in uploads.names():
        for manifest in (SIGNED, UNSIGNED):
            try:
                content = (uploads / name).read(manifest)
            except NotFoundError:
                continue
            yield name.removeprefix("client="), sha256_hex(content)
            break
