"""Commits: which versions exist, and what `commit.json` says of one."""

import re
from dataclasses import dataclass

from skymask_client.errors import CorruptError, NotFoundError
from skymask_client.fields import Fields
from skymask_client.files import FileEntry
from skymask_client.storage import Directory

FORMAT = "skymask-model/1"
FILE = "commit.json"

_ROUND = re.compile(r"round=(0|[1-9][0-9]{0,17})")
_ATTEMPT = re.compile(r"[A-Za-z0-9_-]+")

_EARLIER = re.compile(
    rf"\.\./\.\./({_ROUND.pattern}/attempt={_ATTEMPT.pattern}/parameters/[A-Za-z0-9_-]+\.parquet)"
)
"""How a version names parameters of an earlier one: no other name leads out of an attempt."""


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
        number, attempt = fields.get("round", int), fields.get("attempt", str)
        if not _ATTEMPT.fullmatch(attempt):
            raise CorruptError(f"{where}: unsafe attempt {attempt!r}")
        return cls(
            fields.get("federation", str),
            number,
            attempt,
            fields.get_or_none("baseModel", str),
            fields.get("model", str),
            FileEntry.parse_all(fields, where, lambda name: _is_of_earlier(name, number)),
        )

    def path(self, name: str) -> str:
        """Where the file of this name lies, relative to the models directory."""
        earlier = _EARLIER.fullmatch(name)
        return earlier[1] if earlier else f"round={self.round}/attempt={self.attempt}/{name}"

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the files that hold the tensors."""
        return tuple(
            entry.name
            for entry in self.files
            if _EARLIER.fullmatch(entry.name)
            or (entry.name.startswith("parameters/") and entry.name.endswith(".parquet"))
        )


def _is_of_earlier(name: str, number: int) -> bool:
    match = _EARLIER.fullmatch(name)
    return match is not None and int(match[2]) < number


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


def rounds(models: Directory) -> list[int]:
    """Rounds that have a directory, ascending, whether they are committed or not."""
    matches = (_ROUND.fullmatch(name) for name in models.names())
    return sorted(int(match[1]) for match in matches if match)


def latest_round(models: Directory) -> int:
    """The highest committed round; rejected and unfinished rounds do not count."""
    for number in reversed(rounds(models)):
        if (models / f"round={number}").exists(FILE):
            return number
    raise NotFoundError(f"{models} has no committed version: is it the models directory?")
