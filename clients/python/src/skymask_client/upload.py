"""Sending an update: shards first, the manifest last."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, SupportsIndex

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from skymask_client import dsse
from skymask_client.errors import UpdateError, UploadExistsError
from skymask_client.files import FileEntry
from skymask_client.keys import load_private_key
from skymask_client.layout import FloatArray
from skymask_client.manifest import (
    SIGNED,
    UNSIGNED,
    Kind,
    Manifest,
    check_client_id,
    check_examples,
)
from skymask_client.model import Model
from skymask_client.shards import FILE_VALUES, write_shards
from skymask_client.storage import Directory, Location, Options
from skymask_client.tensors import require_finite, require_variances, to_upload

Key = Ed25519PrivateKey | str | os.PathLike[str]


@dataclass(frozen=True)
class Upload:
    """A complete upload: where it lies, and its manifest."""

    location: str
    manifest: Manifest
    signed: bool


def submit(
    updates: Location,
    base: Model,
    client: str,
    weights: Mapping[str, Any],
    *,
    examples: SupportsIndex,
    kind: Kind = "delta",
    key: Key | None = None,
    overwrite: bool = False,
    file_values: int = FILE_VALUES,
    storage_options: Options | None = None,
) -> Upload:
    """Sends locally trained weights as the client's update for round `base.round + 1`.

    `weights` is a state dict or NumPy arrays, trained from `base`. What is written is their
    difference from `base` (`kind="delta"`) or they themselves (`kind="weights"`), without the
    frozen tensors. With a `key` (a private key or its PEM file) the manifest is signed. A file
    holds up to `file_values` values. `examples` is how many the client trained on.

    Raises UpdateError, before anything is written, where the update does not fit the base, and
    UploadExistsError where a complete upload is there and `overwrite` is False.
    """
    _require_model(base)
    arrays = to_upload(weights, base.layout, base.tensors, base.tied)
    require_finite(arrays)
    require_variances(base.layout, arrays)
    if kind == "delta":
        with np.errstate(over="ignore"):  # an infinite difference is refused below
            arrays = {name: array - base.tensors[name] for name, array in arrays.items()}
    elif kind != "weights":
        raise UpdateError(f"kind is {kind!r}, expected 'delta' or 'weights'")
    upload = _Upload(base, client, examples, kind, arrays, key)
    return upload.write(Directory.at(updates, storage_options), overwrite, file_values)


def submit_delta(
    updates: Location,
    base: Model,
    client: str,
    delta: Mapping[str, Any],
    *,
    examples: SupportsIndex,
    key: Key | None = None,
    overwrite: bool = False,
    file_values: int = FILE_VALUES,
    storage_options: Options | None = None,
) -> Upload:
    """As `submit`, for a program that has the difference itself: local weights minus `base`."""
    _require_model(base)
    layout = base.layout
    unchanged = {s.name: np.zeros(s.shape, np.float32) for s in layout.tensors if s.frozen}
    arrays = to_upload(delta, layout, unchanged, base.tied)
    require_finite(arrays)
    moved = {s.name: base.tensors[s.name] + arrays[s.name] for s in layout.tensors if s.variance}
    require_variances(layout, moved)
    upload = _Upload(base, client, examples, "delta", arrays, key)
    return upload.write(Directory.at(updates, storage_options), overwrite, file_values)


def _require_model(base: object) -> None:
    if not isinstance(base, Model):
        raise UpdateError(f"base is a {type(base).__name__}, expected what read_model gives")


class _Upload:
    """An update that was checked, so that only storage can fail from here on."""

    def __init__(
        self,
        base: Model,
        client: str,
        examples: SupportsIndex,
        kind: Kind,
        arrays: Mapping[str, FloatArray],
        key: Key | None,
    ) -> None:
        self._client = check_client_id(client)
        self._examples = check_examples(examples)
        require_finite(arrays)
        self._base, self._kind, self._arrays = base, kind, arrays
        self._key = load_private_key(key) if isinstance(key, str | os.PathLike) else key
        if self._key is not None and not isinstance(self._key, Ed25519PrivateKey):
            raise UpdateError(
                f"key is a {type(key).__name__}, expected a private Ed25519 key or its file"
            )

    def write(self, updates: Directory, overwrite: bool, file_values: int) -> Upload:
        if file_values < 1:
            raise UpdateError(f"file_values is {file_values}, expected 1 or more")
        directory = updates / f"round={self._base.round + 1}" / f"client={self._client}"
        self._make_room(directory, overwrite)
        entries = []
        specs = self._base.layout.uploaded
        for name, content in write_shards(specs, self._arrays, file_values):
            directory.write(name, content)
            entries.append(FileEntry.of(name, content))
        manifest = self._manifest(tuple(entries))
        content = manifest.to_bytes()
        if self._key is None:
            directory.publish(UNSIGNED, content)
        else:
            directory.publish(SIGNED, dsse.sign(content, self._client, self._key))
        return Upload(str(directory), manifest, self._key is not None)

    def _make_room(self, directory: Directory, overwrite: bool) -> None:
        number = self._base.round + 1
        complete = [name for name in (UNSIGNED, SIGNED) if directory.exists(name)]
        if complete and not overwrite:
            raise UploadExistsError(
                f"{directory} has a complete upload ({complete[0]}): nothing was written;"
                f" overwrite=True (--overwrite) replaces it until round {number} is run"
            )
        # Without its manifest the old upload is no upload, before its files change.
        for name in complete:
            directory.remove(name)

    def _manifest(self, files: tuple[FileEntry, ...]) -> Manifest:
        base = self._base
        return Manifest(
            base.federation,
            base.round + 1,
            self._client,
            base.digest,
            self._kind,
            self._examples,
            files,
        )
