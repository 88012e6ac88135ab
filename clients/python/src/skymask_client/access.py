"""What a file system refuses, in a sentence that says which right or room is missing."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from skymask_client.errors import AccessError

_TYPES = {
    PermissionError: errno.EACCES,
    NotADirectoryError: errno.ENOTDIR,
    FileExistsError: errno.EEXIST,
}

_ADVICE = {
    errno.EACCES: "this program needs the right to {} there",
    errno.EPERM: "this program needs the right to {} there",
    errno.EROFS: "the file system is mounted read-only",
    errno.ENOSPC: "make room there",
    errno.EDQUOT: "make room there",
    errno.ENOTDIR: "a file stands where a directory is expected",
    errno.EEXIST: "a file stands where a directory is expected",
}


@contextmanager
def to(verb: str, where: str) -> Iterator[None]:
    """Runs one operation (`verb` is read, list, write or remove) on `where`.

    Raises AccessError where the file system refuses it; other errors pass, and so does "not a
    directory" from reading, which means that nothing is there.
    """
    try:
        yield
    except OSError as error:
        code = error.errno or _TYPES.get(type(error), 0)  # object stores raise without a number
        absent = verb in ("read", "list") and code == errno.ENOTDIR
        if absent or code not in _ADVICE:
            raise
        advice = _ADVICE[code].format(verb)
        raise AccessError(f"{where}: cannot {verb} ({os.strerror(code)}): {advice}") from error
