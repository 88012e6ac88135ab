"""What became of a silo's uploads: the verdict of each round, and why."""

import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from skymask_client.commit import Commit, read_commit, rounds
from skymask_client.errors import CorruptError, MissingExtraError, NotFoundError
from skymask_client.fields import Fields
from skymask_client.storage import Directory, Location, Options

if TYPE_CHECKING:
    import pandas as pd

ABSENT = "absent"
"""The verdict on a silo of which the round saw no upload."""

_CLIENTS = "clients.parquet"
RECORD = "round.json"
REJECTED = "rejected="
"""How the directories of rejected attempts begin."""


@dataclass(frozen=True)
class Verdict:
    """What a round said of a client's upload.

    `outcome` is that of the round: `committed`, `carried`, `rejected` … `verdict` is `accepted`,
    `filtered`, `quarantined`, `incomplete` or `absent`; `reason` a code and `detail` a sentence,
    None where the upload was accepted. `weight` is the upload's part in the model, `norm` its
    length, `similarity` its cosine with the aggregate. `evidence`, `curvature` and `reversed` are
    what the memory over rounds holds of the client after the round. What was not measured is None.
    """

    client: str
    round: int
    outcome: str
    verdict: str
    reason: str | None = None
    detail: str | None = None
    weight: float = 0.0
    norm: float | None = None
    similarity: float | None = None
    evidence: float | None = None
    curvature: float | None = None
    reversed: bool | None = None

    @property
    def accepted(self) -> bool:
        """Whether the upload is part of a committed model."""
        return self.verdict == "accepted" and self.outcome == "committed"


def verdict(
    models: Location,
    client: str,
    round: int | None = None,  # noqa: A002 (the federation's word)
    *,
    storage_options: Options | None = None,
) -> Verdict:
    """The verdict of a round; of the latest one that saw an upload where no round is named.

    Raises NotFoundError where there is no such round, or none that saw an upload.
    """
    directory = Directory.at(models, storage_options)
    if round is not None:
        found = list(_of_round(directory, round, client))
        if not found:
            raise NotFoundError(f"{directory} has no finished round {round}")
        return found[-1]
    for number in reversed(_decided(directory)):
        seen = [one for one in _of_round(directory, number, client) if one.verdict != ABSENT]
        if seen:
            return seen[-1]
    raise NotFoundError(f"{directory}: no round has seen an upload of {client!r}")


def verdicts(
    models: Location, client: str, *, storage_options: Options | None = None
) -> tuple[Verdict, ...]:
    """The verdicts of all rounds, the oldest first; `absent` where a round saw no upload.

    A round that was rejected and then run again has several. Raises NotFoundError where no round
    has seen an upload.
    """
    directory = Directory.at(models, storage_options)
    found = [one for number in _decided(directory) for one in _of_round(directory, number, client)]
    if all(one.verdict == ABSENT for one in found):
        raise NotFoundError(f"{directory}: no round has seen an upload of {client!r}")
    return tuple(found)


def since(history: tuple[Verdict, ...]) -> int:
    """The round from which on a client's uploads have had the verdict that they have now."""
    seen = [one for one in history if one.verdict != ABSENT]
    first = seen[-1]
    for one in reversed(seen):
        if one.verdict != first.verdict:
            break
        first = one
    return first.round


def history(
    models: Location, client: str, *, storage_options: Options | None = None
) -> "pd.DataFrame":
    """The verdicts of all rounds as a pandas DataFrame, a row a round, by the fields of Verdict."""
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise MissingExtraError("history", "pandas") from error
    rows = verdicts(models, client, storage_options=storage_options)
    return pd.DataFrame([asdict(row) for row in rows])


def _decided(models: Directory) -> list[int]:
    """Rounds that uploads may have been judged in; version 0 is made of none."""
    return [number for number in rounds(models) if number > 0]


def _of_round(models: Directory, number: int, client: str) -> Iterator[Verdict]:
    """Rejected attempts, which have no commit that names their files, then the committed one."""
    place = models / f"round={number}"
    for name in place.names():
        if name.startswith(REJECTED):
            yield from _read(place / name, None, number, client)
    if place.exists("commit.json"):
        commit = read_commit(models, number)
        yield from _read(place / f"attempt={commit.attempt}", commit, number, client)


def _read(attempt: Directory, commit: Commit | None, number: int, client: str) -> Iterator[Verdict]:
    try:
        outcome, found = judged(attempt, commit, number)
    except NotFoundError:
        return  # a rollback, a pardon or a ban: nobody was judged
    mine = (one for one in found if one.client == client)
    yield next(mine, Verdict(client, number, outcome, ABSENT))


def judged(
    attempt: Directory, commit: Commit | None, number: int
) -> tuple[str, tuple[Verdict, ...]]:
    """The outcome of an attempt at a round, and the verdict on each client directory that it saw.

    `commit` is that of a committed attempt, which checks the files. Raises NotFoundError where the
    attempt judged nobody.
    """
    record = Fields.read(_content(attempt, commit, RECORD), str(attempt / RECORD))
    rows = _rows(_content(attempt, commit, _CLIENTS), str(attempt / _CLIENTS))
    outcome = record.get("outcome", str)
    return outcome, tuple(Verdict(round=number, outcome=outcome, **row) for row in rows)


def _content(attempt: Directory, commit: Commit | None, name: str) -> bytes:
    """A file, checked where a commit names it."""
    if commit is None:
        return attempt.read(name)
    for entry in commit.files:
        if entry.name == name:
            content = attempt.read(name)
            entry.check(content, str(attempt / name))
            return content
    raise NotFoundError(f"{attempt}: the commit names no {name}")


def _rows(content: bytes, where: str) -> list[dict[str, Any]]:
    known = [name for name in Verdict.__dataclass_fields__ if name not in ("round", "outcome")]
    try:
        # Not pq.read_table: its threads end a process with SIGABRT that ends while they do.
        file = pq.ParquetFile(io.BytesIO(content))
        there = [name for name in known if name in file.schema_arrow.names]
        return list(file.read(columns=there, use_threads=False).to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise CorruptError(f"{where}: not read as Parquet ({error})") from error
