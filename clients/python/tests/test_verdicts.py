import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import skymask_client as skymask
from skymask_client.cli import main
from skymask_client.files import FileEntry

Row = tuple[str, str, str | None, str | None]

SCHEMA = pa.schema(
    [
        pa.field("client", pa.string(), nullable=False),
        pa.field("verdict", pa.string(), nullable=False),
        pa.field("reason", pa.string()),
        pa.field("detail", pa.string()),
        pa.field("probability", pa.float64()),
        pa.field("norm", pa.float64()),
        pa.field("weight", pa.float64(), nullable=False),
        pa.field("similarity", pa.float64()),
    ]
)


def _clients(rows: list[Row], schema: pa.Schema = SCHEMA) -> bytes:
    table = pa.Table.from_pylist(
        [
            {"client": c, "verdict": v, "reason": r, "detail": d, "norm": 2.5, "weight": 0.25}
            for c, v, r, d in rows
        ],
        schema=schema,
    )
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


def decide(
    models: Path,
    number: int,
    rows: list[Row] | None,
    rejected: bool = False,
    schema: pa.Schema = SCHEMA,
) -> Path:
    """A round's directory, as far as verdicts are read from it."""
    round_ = models / f"round={number}"
    attempt = round_ / ("rejected=r1" if rejected else "attempt=a1")
    attempt.mkdir(parents=True)
    files: dict[str, bytes] = {}
    if rows is not None:
        outcome = "rejected" if rejected else "committed"
        files["round.json"] = json.dumps({"round": number, "outcome": outcome}).encode()
        files["clients.parquet"] = _clients(rows, schema)
    for name, content in files.items():
        (attempt / name).write_bytes(content)
    if not rejected:
        commit: dict[str, Any] = {
            "format": "skymask-model/1",
            "federation": "demo",
            "round": number,
            "attempt": "a1",
            "model": "sha256:00",
            "files": [FileEntry.of(name, content).to_json() for name, content in files.items()],
        }
        (round_ / "commit.json").write_text(json.dumps(commit))
    return attempt


@pytest.fixture
def models(tmp_path: Path) -> Path:
    ok: Row = ("site-b", "accepted", None, None)
    decide(tmp_path, 0, None)
    decide(tmp_path, 1, [("site-a", "accepted", None, None), ok])
    decide(tmp_path, 2, [("site-a", "filtered", "masked-out", "Its mask stands apart."), ok])
    decide(tmp_path, 3, None)  # a rollback
    decide(tmp_path, 4, [ok])
    decide(tmp_path, 5, [("site-a", "quarantined", "non-finite", "NaN in w"), ok], rejected=True)
    decide(tmp_path, 5, [("site-a", "filtered", "masked-out", "Again."), ok])
    decide(tmp_path, 6, [("site-a", "filtered", "masked-out", "Still."), ok])
    return tmp_path


def test_the_latest_verdict_with_its_reason(models: Path) -> None:
    said = skymask.verdict(models, "site-a")
    assert (said.round, said.outcome, said.verdict) == (6, "committed", "filtered")
    assert (said.reason, said.detail) == ("masked-out", "Still.")
    assert (said.weight, said.norm, said.similarity, said.evidence) == (0.25, 2.5, None, None)
    assert not said.accepted
    assert skymask.verdict(models, "site-a", 1).accepted


def test_all_verdicts_and_since_when(models: Path) -> None:
    said = skymask.verdicts(models, "site-a")
    assert [(one.round, one.outcome, one.verdict) for one in said] == [
        (1, "committed", "accepted"),
        (2, "committed", "filtered"),
        (4, "committed", "absent"),
        (5, "rejected", "quarantined"),
        (5, "committed", "filtered"),
        (6, "committed", "filtered"),
    ]
    assert skymask.since(said) == 5
    assert skymask.since(skymask.verdicts(models, "site-b")) == 1


def test_a_history_is_a_data_frame(models: Path) -> None:
    pytest.importorskip("pandas", reason="needs pandas")
    frame = skymask.history(models, "site-a")
    assert list(frame["round"]) == [1, 2, 4, 5, 5, 6]
    assert list(frame[frame.verdict == "filtered"].detail) == [
        "Its mask stands apart.",
        "Again.",
        "Still.",
    ]


def test_who_is_not_known_is_told_so(models: Path) -> None:
    with pytest.raises(skymask.NotFoundError, match="no round has seen an upload of 'site-x'"):
        skymask.verdict(models, "site-x")
    with pytest.raises(skymask.NotFoundError, match="no round has seen an upload of 'site-x'"):
        skymask.verdicts(models, "site-x")
    with pytest.raises(skymask.NotFoundError, match="has no finished round 9"):
        skymask.verdict(models, "site-a", 9)


def test_a_changed_file_is_refused(models: Path) -> None:
    file = models / "round=6/attempt=a1/clients.parquet"
    file.write_bytes(_clients([("site-a", "accepted", None, None)]))
    with pytest.raises(skymask.CorruptError, match=r"round=6/attempt=a1/clients\.parquet"):
        skymask.verdict(models, "site-a")


def test_a_damaged_file_of_a_rejected_round_is_named(models: Path) -> None:
    (models / "round=5/rejected=r1/clients.parquet").write_bytes(b"PAR1")
    with pytest.raises(skymask.CorruptError, match=r"rejected=r1/clients\.parquet: not read"):
        skymask.verdict(models, "site-a", 5)


def test_the_command_says_why_and_since_when(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["verdict", "--models", str(models), "--client", "site-a"]
    assert main(arguments) == 0
    assert capsys.readouterr().out == (
        "site-a, round 6 (committed): filtered, masked-out: Still.\n"
        "This is so since round 5.\n"
        "Its uploads are in 1 of the 5 models of rounds that have seen one.\n"
    )
    assert main([*arguments, "--round", "1"]) == 0
    assert capsys.readouterr().out.startswith("site-a, round 1 (committed): accepted\n")
    assert main([*arguments, "--history"]) == 0
    assert "round 5 (rejected): quarantined, non-finite: NaN in w\n" in capsys.readouterr().out
    assert main([*arguments[:-1], "site-x"]) == 1


def test_the_command_ends_as_it_says(tmp_path: Path) -> None:
    """Threads of a library that still run would end every second process with SIGABRT."""
    wide = SCHEMA
    for name in ("pc1", "pc2", "mask_density", "clipped", "evidence", "curvature"):
        wide = wide.append(pa.field(name, pa.float64()))
    rows: list[Row] = [(f"site-{i}", "accepted", None, None) for i in range(28)]
    decide(tmp_path, 1, rows, schema=wide)
    command = [sys.executable, "-m", "skymask_client", "verdict"]
    for _ in range(5):
        ended = subprocess.run(  # noqa: S603
            [*command, "--models", str(tmp_path), "--client", "site-3"], capture_output=True
        )
        assert (ended.returncode, ended.stderr) == (0, b"")
