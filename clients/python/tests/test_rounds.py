import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from skymask_client import Model, submit
from skymask_client.digest import sha256_hex
from skymask_client.rounds import AwaitedRounds, CommandRounds, Ended, RoundsError, embedded_round
from tests.federation import commit

PROGRAM = """
import json, sys
print(json.dumps({answer}))
print("a line of a log", file=sys.stderr)
{end}
"""


def command(answer: object = None, end: str = "") -> CommandRounds:
    printed = PROGRAM.format(answer=repr(answer), end=end)
    return CommandRounds([sys.executable, "-c", printed])


def test_a_round_that_is_committed_rejected_or_without_quorum_is_told() -> None:
    assert command({"outcome": "committed"}).run(7) == Ended(0)
    answer = {"error": "round 7 has 1 admitted uploads", "exit": 3}
    assert command(answer, "sys.exit(3)").run(7) == Ended(3, "round 7 has 1 admitted uploads")
    rejected = {
        "outcome": "rejected",
        "why": "the gate",
        "directory": "file:/models/round=7/rejected=ab",
    }
    assert command(rejected, "sys.exit(4)").run(7) == Ended(4, "the gate", "rejected=ab")


@pytest.mark.parametrize(
    ("code", "what"),
    [
        (1, "ended with 1"),
        (2, "ended with 2 (usage or configuration)"),
        (5, "ended with 5 (conflict with a version that stands)"),
        (6, "ended with 6 (state of the commit unknown)"),
    ],
)
def test_any_other_end_raises_with_the_sentence_of_the_command(code: int, what: str) -> None:
    rounds = command({"error": "a sentence", "exit": code}, f"sys.exit({code})")
    with pytest.raises(RoundsError) as caught:
        rounds.run(7)
    assert str(caught.value) == f"round 7 {what}: a sentence"


def test_a_command_that_dies_or_is_not_there_raises() -> None:
    killed = command(None, "import os; sys.stdout.flush(); os.kill(os.getpid(), 9)")
    with pytest.raises(RoundsError, match="round 7 was ended by SIGKILL: it printed no JSON"):
        killed.run(7)
    with pytest.raises(RoundsError, match="/no/such cannot be run"):
        CommandRounds(["/no/such"]).run(7)


def test_the_command_gets_the_round_and_its_json_may_stand_behind_other_text() -> None:
    shown = "import json, sys; print('omp warns' + json.dumps({'error': ' '.join(sys.argv[1:])}))"
    assert CommandRounds([sys.executable, "-c", shown]).run(7) == Ended(0, "--round 7 --json")


def test_the_launcher_is_the_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKYMASK_HOME", raising=False)
    with pytest.raises(RoundsError, match="set SKYMASK_HOME"):
        embedded_round("my.conf")
    project = Path(__file__).parents[3]
    rounds = embedded_round("my.conf", {"seed": 3, "a.b": True}, home=project)
    config = str(Path("my.conf").absolute())
    options = ["round", "--config", config, "-D", "seed=3", "-D", "a.b=true"]
    assert list(rounds.command) == [str(project / "jobs/skymask"), *options]
    assert rounds.directory == project


class Clock:
    """Time passes where somebody sleeps, and things happen meanwhile."""

    def __init__(self, *events: object) -> None:
        self.now, self.events = 0.0, list(events)

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.events:
            event = self.events.pop(0)
            if callable(event):
                event()

    def __call__(self) -> float:
        return self.now


def awaited(directory: Path, clock: Clock, patience: float | None = None) -> AwaitedRounds:
    updates, models = directory / "updates", directory / "models"
    return AwaitedRounds(updates, models, 10, patience, sleep=clock.sleep, clock=clock)


def test_a_commit_of_somebody_else_is_awaited(tmp_path: Path, base: Model) -> None:
    def committed() -> None:
        commit(tmp_path / "models", 1, base.layout, base.tensors, base.digest)

    clock = Clock(None, committed)
    assert awaited(tmp_path, clock).run(1) == Ended(0)
    assert clock.now == 20


def rejected(directory: Path, name: str, manifests: dict[str, str]) -> None:
    attempt = directory / "models/round=1" / name
    attempt.mkdir(parents=True)
    inputs = [{"client": client, "manifest": digest} for client, digest in manifests.items()]
    (attempt / "round.json").write_text(
        json.dumps({"why": "the gate", "outcome": "rejected", "inputs": inputs})
    )
    columns = {
        "client": list(manifests),
        "verdict": ["filtered"] * len(manifests),
        "reason": ["masked-out"] * len(manifests),
        "detail": pa.array([None] * len(manifests), pa.string()),
    }
    pq.write_table(pa.table(columns), attempt / "clients.parquet")


def test_only_an_attempt_that_judged_these_uploads_counts_as_rejected(
    tmp_path: Path, base: Model
) -> None:
    digests = {}
    for client in ("site-a", "site-b"):
        submit(tmp_path / "updates", base, client, base.tensors, examples=1)
        manifest = tmp_path / f"updates/round=1/client={client}/_manifest.json"
        digests[client] = sha256_hex(manifest.read_bytes())
    # Of an earlier try of the round, and of fewer uploads.
    rejected(tmp_path, "rejected=a", {**digests, "site-b": "0" * 64})
    rejected(tmp_path, "rejected=b", {"site-a": digests["site-a"]})
    clock = Clock(None, lambda: rejected(tmp_path, "rejected=c", digests))
    assert awaited(tmp_path, clock).run(1) == Ended(4, "the gate", "rejected=c")
    assert clock.now == 20


def test_patience_ends(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    with pytest.raises(RoundsError, match="no version 1 and no rejected attempt .* after 30 s"):
        awaited(tmp_path, Clock(), 30).run(1)
