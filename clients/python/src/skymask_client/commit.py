"""Commits: which versions exist, and what `commit.json` says of one."""

import re
from dataclasses import dataclass

from skymask_client.errors import CorruptError, NotFoundError
from skymask_client.fields import Fields
from skymask_client.files import FileEntry
from skymask_client.storage import Directory

FORMAT = "skymask-model/1"
FILE = "commit.json"

_ROUND = re.compile(r"round=(0|[1-9][0-9]*)")
_ATTEMPT = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Commit:
    """A committed version; digests are `sha256:<hex>`, `base_model` is None for version 0."""

    federation: str
    round: int
    attempt: str
    base_model: str | None
    model: str
    files: tuple[FileEntry, ...]

    @classmethod
    def from_bytes(cls, content: bytes, where: str = FILE) -> "Commit":
        """Reads `commit.json`; `where` names it in errors."""
        fields = Fields.parse(content, where, FORMAT)
        attempt = fields.get("attempt", str)
        if not _ATTEMPT.fullmatch(attempt):
            raise CorruptError(f"{where}: unsafe attempt {attempt!r}")
        return cls(
            fields.get("federation", str),
            fields.get("round", int),
            attempt,
            fields.get_or_none("baseModel", str),
            fields.get("model", str),
            FileEntry.parse_all(fields, where),
        )


def read_commit(models: Directory, round: int) -> Commit:  # noqa: A002 (the federation's word)
    """The commit of this round; NotFoundError where the version does not exist."""
    directory = models / f"round={round}"
    try:
        content = directory.read(FILE)
    except NotFoundError as error:
        raise NotFoundError(f"{models} has no committed version {round}") from error
    commit = Commit.from_bytes(content, str(directory / FILE))
    if commit.round != round:
        raise CorruptError(f"{directory / FILE}: says round {commit.round}, expected {round}")
    return commit


def latest_round(models: Directory) -> int:
    """The highest committed round; rejected and unfinished rounds do not count."""
    matches = (_ROUND.fullmatch(name) for name in models.names())
    for number in sorted((int(match[1]) for match in matches if match), reverse=True):
        if (models / f"round={number}").exists(FILE):
            return number
    raise NotFoundError(f"{models} has no committed version: is it the models directory?")
