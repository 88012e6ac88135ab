"""The list of files in a manifest or a commit: name, size and SHA-256 of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from skymask_client.digest import sha256_hex
from skymask_client.errors import CorruptError
from skymask_client.fields import Fields


def _is_unsafe(name: str) -> bool:
    return "\\" in name or bool({"", ".", ".."} & set(name.split("/")))


@dataclass(frozen=True)
class FileEntry:
    """A file relative to its directory, with its size in bytes and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "FileEntry":
        """The entry that describes this content."""
        return cls(name, len(content), sha256_hex(content))

    @classmethod
    def parse_all(
        cls, fields: Fields, where: str, outside: Callable[[str], bool] | None = None
    ) -> tuple["FileEntry", ...]:
        """The field `files`; names must stand once and stay inside the directory.

        `outside` says which names may lead out of it.
        """
        entries = tuple(
            cls(item.get("name", str), item.get("bytes", int), item.get("sha256", str))
            for item in fields.objects("files")
        )
        for entry in entries:
            if _is_unsafe(entry.name) and not (outside and outside(entry.name)):
                raise CorruptError(f"{where}: unsafe file name {entry.name!r}")
        if len({entry.name for entry in entries}) < len(entries):
            raise CorruptError(f"{where}: a file name stands twice")
        return entries

    def check(self, content: bytes, where: str) -> None:
        """Refuses content that is not what the entry says; `where` names the file."""
        if len(content) != self.size:
            raise CorruptError(f"{where}: {len(content)} bytes, expected {self.size}")
        found = sha256_hex(content)
        if found != self.sha256.lower():
            raise CorruptError(f"{where}: SHA-256 is {found}, expected {self.sha256}")

    def to_json(self) -> dict[str, Any]:
        """The entry as it stands in a manifest."""
        return {"name": self.name, "bytes": self.size, "sha256": self.sha256}
