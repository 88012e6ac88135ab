"""Several dates at once, on a real Airflow with a database of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

HOME = Path(__file__).resolve().parents[1]
AIRFLOW = str(Path(sys.executable).with_name("airflow"))
STATUS = """
echo "{\\"federations\\": [{\\"latest\\": $(cat "$SKYMASK_HOME/newest"), \\"rounds\\": []}]}"
"""
SUBMIT = """
case "$*" in
  *" validate "*) echo '{"clients": []}' ;;
  *" evaluate "*) echo '{"loss": 1, "measure": "accuracy", "accuracy": 0.5, "examples": 2}' ;;
  *)
    number=$(sed -E 's/.* --round ([0-9]+).*/\\1/' <<<"$*")
    if grep -qx "$number" "$SKYMASK_HOME/rounds"; then exit 3; fi
    echo "$number" >>"$SKYMASK_HOME/rounds"
    read -r <"$SKYMASK_HOME/go-$number"
    echo "$number" >"$SKYMASK_HOME/newest"
    echo '{"outcome": "committed"}' ;;
esac
"""


@pytest.fixture
def airflow(
    program: Callable[[str, str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Its home, with programs that stand in for those of a round."""
    program("jobs/skymask", STATUS)
    program("bin/spark-submit", SUBMIT)
    (tmp_path / "newest").write_text("0")
    (tmp_path / "rounds").touch()
    (tmp_path / "federations.yaml").write_text(
        "defaults: {config: a.conf, poll: 1s, deadline: 0s, retries: 0}\nfederations: {demo: {}}\n"
    )
    monkeypatch.setenv("SKYMASK_FEDERATIONS", str(tmp_path / "federations.yaml"))
    monkeypatch.setenv("AIRFLOW_HOME", str(tmp_path / "airflow"))
    monkeypatch.setenv("AIRFLOW__CORE__DAGS_FOLDER", str(HOME))
    monkeypatch.setenv("PYTHONPATH", str(HOME))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    subprocess.run([AIRFLOW, "db", "migrate"], check=True, capture_output=True)
    return tmp_path


def run(date: str) -> "subprocess.Popen[str]":
    command = [AIRFLOW, "dags", "test", "skymask_demo", date]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def read_until(lines: IO[str] | None, text: str) -> str:
    """The lines up to the one with the text, or all of them."""
    read = ""
    for line in lines or ():
        read += line
        if text in line:
            break
    return read


def test_two_dates_at_once_make_two_versions(airflow: Path) -> None:
    for number in (1, 2):
        os.mkfifo(airflow / f"go-{number}")
    with run("2026-01-01") as first:
        with (airflow / "go-1").open("w") as go:  # its round runs
            second = run("2026-01-02")
            said = read_until(second.stdout, "RESCHEDULE")
            go.write("on\n")
        with second:
            assert "RESCHEDULE" in said
            with (airflow / "go-2").open("w") as go:
                go.write("on\n")
            said += second.communicate()[0]
        assert first.wait() == 0, first.communicate()[0]
    assert second.returncode == 0, said
    assert (airflow / "rounds").read_text().split() == ["1", "2"]
    assert (airflow / "newest").read_text() == "2\n"
