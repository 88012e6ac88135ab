"""Directories on any file system, addressed as Hadoop addresses them."""

import os
import re
import uuid
from collections.abc import Mapping
from typing import Any, TypeAlias

import fsspec

from skymask_client import access
from skymask_client.errors import MissingExtraError, NotFoundError

Location: TypeAlias = "str | os.PathLike[str] | Directory"
Options = Mapping[str, Any]

_OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az"}


class Directory:
    """A directory of an fsspec file system. Names are relative to it and may hold `/`."""

    def __init__(self, file_system: Any, path: str) -> None:
        self._fs = file_system
        self._path = path.rstrip("/") or "/"

    @classmethod
    def at(cls, location: Location, options: Options | None = None) -> "Directory":
        """Opens a path or URI: a local path, `file:`, `s3:`, `s3a:`, `hdfs:` and what fsspec knows.

        `options` go to the file system as they are (`{"endpoint_url": …}` for s3).
        """
        if isinstance(location, Directory):
            return location
        uri = re.sub(r"^s3[an]://", "s3://", os.fspath(location))
        try:
            return cls(*fsspec.core.url_to_fs(uri, **(options or {})))
        except ImportError as error:
            if uri.startswith("s3:"):
                raise MissingExtraError(f"{location}: S3", "s3") from error
            raise NotFoundError(f"{location}: {error}") from error
        except ValueError as error:
            raise NotFoundError(f"{location}: {error}") from error

    def __truediv__(self, name: str) -> "Directory":
        return Directory(self._fs, self._join(name))

    def __str__(self) -> str:
        return str(self._fs.unstrip_protocol(self._path))

    def _join(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}"

    @property
    def _is_object_store(self) -> bool:
        protocol = self._fs.protocol
        return bool(_OBJECT_STORES & ({protocol} if isinstance(protocol, str) else set(protocol)))

    def read(self, name: str) -> bytes:
        """A file's content; NotFoundError where there is none."""
        try:
            with access.to("read", f"{self / name}"):
                return bytes(self._fs.cat_file(self._join(name)))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NotFoundError(f"{self / name}: no such file") from error

    def exists(self, name: str) -> bool:
        """Whether a file of this name is there now."""
        self._fs.invalidate_cache()
        return bool(self._fs.exists(self._join(name)))

    def names(self) -> list[str]:
        """Names of what lies directly in it, sorted; empty where the directory does not exist."""
        self._fs.invalidate_cache()
        try:
            with access.to("list", str(self)):
                paths = self._fs.ls(self._path, detail=False)
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in paths)

    def write(self, name: str, content: bytes) -> None:
        """Writes a file, making directories where the file system has them."""
        path = self._join(name)
        with access.to("write", f"{self / name}"):
            if not self._is_object_store:
                self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._fs.pipe_file(path, content)

    def publish(self, name: str, content: bytes) -> None:
        """Writes a file that appears whole or not at all."""
        if self._is_object_store:
            self.write(name, content)
            return
        temporary = f".{name}.{uuid.uuid4().hex}"
        try:
            self.write(temporary, content)
            with access.to("write", f"{self / name}"):
                self._fs.mv(self._join(temporary), self._join(name))
        finally:
            self.remove(temporary)

    def remove(self, name: str) -> None:
        """Removes a file where it is there."""
        if self.exists(name):
            with access.to("remove", f"{self / name}"):
                self._fs.rm_file(self._join(name))

    def discard(self, name: str) -> None:
        """Removes a directory with all that is in it."""
        with access.to("remove", f"{self / name}"):
            self._fs.rm(self._join(name), recursive=True)
