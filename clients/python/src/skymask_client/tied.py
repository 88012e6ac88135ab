"""Parameters that a module has under several names: one tensor of the layout.

The layout has the first name. `architecture.pt`, which is the same file in every version, has the
others in a record of its own, so that a state dict comes back whole.
"""

import io
import json
import zipfile
from collections.abc import Mapping

from skymask_client.errors import CorruptError
from skymask_client.layout import Layout

_RECORD = "extra/skymask-tied.json"
_LARGEST = 1 << 24  # bytes of the record

Tied = Mapping[str, str]
"""For each further name of a tensor, the name that it has in the layout."""


def add(architecture: bytes, tied: Tied) -> bytes:
    """The archive with the record; the same bytes where nothing is tied."""
    if not tied:
        return architecture
    out = io.BytesIO(architecture)
    with zipfile.ZipFile(out, "a") as archive:
        folder = archive.namelist()[0].split("/")[0]
        # The zip format's first date, as in all other records: the same bytes each time.
        archive.writestr(zipfile.ZipInfo(f"{folder}/{_RECORD}"), json.dumps(dict(tied)))
    return out.getvalue()


def read(architecture: bytes, layout: Layout, where: str) -> dict[str, str]:
    """The record of an architecture file, checked; empty where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(architecture)) as archive:
            records = [i for i in archive.infolist() if i.filename.endswith(f"/{_RECORD}")]
            if not records or records[0].file_size > _LARGEST:
                return {}
            tied = json.loads(archive.read(records[0]))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError):
        return {}  # another engine's file, or none that the federation reads
    known = set(layout.names)
    fits = isinstance(tied, dict) and all(
        isinstance(name, str) and name in known for name in tied.values()
    )
    if not fits or known & tied.keys():
        raise CorruptError(f"{where}: the names of tied tensors do not fit the layout")
    return dict(tied)
