"""A project's directory with programs that stand in for skymask and spark-submit."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

# Airflow reads its environment when it is imported.
os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airflow")
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
# Seconds: however slow the machine is.
os.environ["AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT"] = "3600"
os.environ["AIRFLOW_CONN_SPARK_DEFAULT"] = json.dumps({"conn_type": "spark", "host": "local[1]"})
os.environ["SKYMASK_HOME"] = str(Path(__file__).resolve().parents[3])
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Writes a shell script below a SKYMASK_HOME of its own; its `bin` is on the PATH."""
    monkeypatch.setenv("SKYMASK_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/usr/bin/env bash\n{text}\n")
        path.chmod(0o755)
        return path

    write("jobs/s3a", "")
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "skymask-spark-1-app.jar").touch()
    return write
