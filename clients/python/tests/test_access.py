import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from skymask_client import AccessError, Model, generate_key_pair, read_model, submit
from skymask_client.access import to
from skymask_client.cli import main
from skymask_client.weights import save_weights

NOBODY = 65534


@pytest.fixture
def locked(golden: Path) -> Iterator[Path]:
    """A directory in which nothing can be written, and its `models`, which cannot be read."""
    folder = Path(tempfile.mkdtemp(prefix="skymask-"))
    models = Path(shutil.copytree(golden / "models", folder / "models"))
    (commit,) = models.glob("round=0/commit.json")
    commit.chmod(0o000)
    folder.chmod(0o555)
    user = os.geteuid()
    if user == 0:  # whom no mode of a file stops
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(user)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def send(folder: Path, base: Model) -> None:
    submit(folder, base, "site-a", dict(base.tensors), examples=1)


ATTEMPTS: dict[str, Callable[[Path, Model], object]] = {
    r"client=site-a/part-0.parquet: cannot write \(Permission denied\).* the right to write": send,
    "commit.json: cannot read .*: this program needs the right to read there": (
        lambda folder, base: read_model(folder / "models")
    ),
    "model.npz: cannot write": lambda folder, base: save_weights(
        folder / "model.npz", base.tensors
    ),
    ": cannot write": lambda folder, base: generate_key_pair("site-a", folder),
    "keys: cannot write": lambda folder, base: generate_key_pair("site-a", folder / "keys"),
}


@pytest.mark.parametrize("message", ATTEMPTS)
def test_says_where_a_right_is_missing(locked: Path, base: Model, message: str) -> None:
    with pytest.raises(AccessError, match=message):
        ATTEMPTS[message](locked, base)


def test_says_so_on_the_command_line(locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keygen", "site-a", "--directory", str(locked)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"skymask-client: error: {locked}: cannot write (Permission denied)")
    assert error.count("\n") == 1


def test_says_that_a_file_stands_in_the_way(tmp_path: Path, base: Model) -> None:
    (tmp_path / "updates").write_bytes(b"")
    with pytest.raises(AccessError, match="a file stands where a directory is expected"):
        send(tmp_path / "updates", base)
    with pytest.raises(AccessError, match="a file stands where a directory is expected"):
        generate_key_pair("site-a", tmp_path / "updates")


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (OSError(errno.EROFS, "x"), "the file system is mounted read-only"),
        (OSError(errno.ENOSPC, "x"), "make room there"),
        (PermissionError("Access Denied"), "needs the right to write there"),
    ],
)
def test_tells_what_is_missing(error: OSError, advice: str) -> None:
    with pytest.raises(AccessError, match=rf"^s3://a/b: cannot write \(.+\): .*{advice}"):
        fail(error)


def fail(error: OSError) -> None:
    with to("write", "s3://a/b"):
        raise error


def test_other_faults_of_the_storage_pass() -> None:
    with pytest.raises(ConnectionError):
        fail(ConnectionError("reset"))
