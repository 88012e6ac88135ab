"""The manifest of an upload: what was sent, by whom, trained from which model."""

import operator
import re
from dataclasses import dataclass
from typing import Literal, SupportsIndex, cast, get_args

from skymask_client.errors import CorruptError, UpdateError
from skymask_client.fields import Fields, to_bytes
from skymask_client.files import FileEntry

FORMAT = "skymask-update/1"
UNSIGNED = "_manifest.json"
SIGNED = "_manifest.dsse.json"

Kind = Literal["delta", "weights"]

MOST_EXAMPLES = 1 << 53
"""Up to here JSON numbers are whole everywhere."""

_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def check_client_id(client: str) -> str:
    """The id itself, or UpdateError where the federation would refuse it."""
    if not isinstance(client, str) or not _CLIENT_ID.fullmatch(client):
        raise UpdateError(
            f"client id {client!r}: use 1 to 64 letters, digits, '_' or '-' (ASCII only)"
        )
    return client


def check_examples(examples: SupportsIndex) -> int:
    """The number of examples as an int; UpdateError where it is none or the federation refuses it.

    Any integral type will do (NumPy's, a tensor with one integer), a truth value will not.
    """
    # NumPy before 2.1 and PyTorch take their truth values for integers, as Python does.
    truth = type(examples) is bool or str(getattr(examples, "dtype", "")).endswith("bool")
    try:
        number = -1 if truth else operator.index(examples)
    except TypeError:
        number = -1
    if not 1 <= number <= MOST_EXAMPLES:
        raise UpdateError(f"examples is {examples!r}, expected a whole number from 1 to 2**53")
    return number


@dataclass(frozen=True)
class Manifest:
    """An upload for `round`, trained from the version before, whose digest is `base_model`."""

    federation: str
    round: int
    client: str
    base_model: str
    kind: Kind
    examples: int
    files: tuple[FileEntry, ...]

    def to_bytes(self) -> bytes:
        """The content of `_manifest.json`, and the payload of a signed one."""
        return to_bytes(
            {
                "format": FORMAT,
                "federation": self.federation,
                "round": self.round,
                "client": self.client,
                "baseModel": self.base_model,
                "kind": self.kind,
                "examples": self.examples,
                "files": [entry.to_json() for entry in self.files],
            }
        )

    @classmethod
    def from_bytes(cls, content: bytes, where: str = UNSIGNED) -> "Manifest":
        """Reads a manifest; `where` names it in errors."""
        fields = Fields.parse(content, where, FORMAT)
        kind = fields.get("kind", str)
        if kind not in get_args(Kind):
            raise CorruptError(f"{where}: kind is {kind!r}, expected 'delta' or 'weights'")
        return cls(
            fields.get("federation", str),
            fields.get("round", int),
            fields.get("client", str),
            fields.get("baseModel", str),
            cast(Kind, kind),
            fields.get("examples", int),
            FileEntry.parse_all(fields, where),
        )
