import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import TaskDeferred

from skymask_airflow import uploads
from skymask_airflow.federations import Federation
from skymask_airflow.standing import NoAnswerError, Standing, ask
from skymask_airflow.uploads import UploadsSensor, UploadsTrigger, ready

NOW = datetime.now(UTC)
LATER, BEFORE = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


def told(newest: int, complete: int, incomplete: int = 0, number: int = 1) -> str:
    open_round = {
        "round": number,
        "complete": [f"c{i}" for i in range(complete)],
        "incomplete": [f"i{i}" for i in range(incomplete)],
        "rejected": [],
    }
    federation = {"latest": newest, "rounds": [open_round], "problems": []}
    return json.dumps({"ok": True, "federations": [federation]})


def first(trigger: UploadsTrigger) -> Any:
    async def event() -> Any:
        return await anext(trigger.run())  # type: ignore[arg-type]

    return asyncio.run(event()).payload


def trigger(deadline: datetime = LATER, quorum: int = 3) -> UploadsTrigger:
    return UploadsTrigger(["--config", "a.conf"], 1, quorum, deadline.isoformat(), 0.01)


def test_when_the_wait_is_over() -> None:
    standing = Standing(newest=4, complete=frozenset({"a", "b"}), rejected=frozenset())
    assert ready(standing, 5, 3, LATER) is None
    assert ready(standing, 5, 2, LATER) == "2 complete uploads, 2 were asked for"
    assert ready(standing, 5, 3, BEFORE) == "the deadline has passed with 2 of 3 uploads"
    assert ready(standing, 4, 3, LATER) == "version 4 stands already"


def test_a_question(program: Callable[[str, str], Path], tmp_path: Path) -> None:
    program(
        "jobs/skymask", f"echo \"$@\" >{tmp_path}/asked; echo a log >&2; echo '{told(0, 2, 5, 7)}'"
    )
    standing = ask(["--config", "a.conf", "-D", "seed=2"], 7)
    assert standing == Standing(0, frozenset({"c0", "c1"}), frozenset())
    asked = (tmp_path / "asked").read_text().strip()
    assert asked == "status --config a.conf -D seed=2 --versions 1 --json"


def test_a_round_that_nobody_has_begun(program: Callable[[str, str], Path]) -> None:
    program("jobs/skymask", f"echo '{told(3, 2, 0, 4)}'")
    assert ask([], 5) == Standing(3, frozenset(), frozenset())
    assert ask([]) == Standing(3, frozenset({"c0", "c1"}), frozenset())


def test_what_the_command_says_is_told(program: Callable[[str, str], Path]) -> None:
    program("jobs/skymask", """echo '{"error": "models is not set", "exit": 2}'; exit 2""")
    with pytest.raises(NoAnswerError, match="ended with 2: models is not set"):
        ask([])
    nothing = {"latest": None, "rounds": [], "problems": ["the storage is away"]}
    answer = json.dumps({"ok": False, "federations": [nothing]})
    program("jobs/skymask", f"echo '{answer}'; exit 1")
    with pytest.raises(NoAnswerError, match="ended with 1: the storage is away"):
        ask([])
    program("jobs/skymask", "echo no Java here >&2; exit 127")
    with pytest.raises(NoAnswerError, match="ended with 127: no answer: no Java here"):
        ask([])


def test_the_trigger_asks_until_there_are_enough(
    program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    answers = "\n".join(told(0, count) for count in (0, 1, 2, 3))
    (tmp_path / "answers").write_text(answers)
    program("jobs/skymask", f"head -n 1 {tmp_path}/answers; sed -i 1d {tmp_path}/answers")
    assert first(trigger()) == {"why": "3 complete uploads, 3 were asked for"}
    assert (tmp_path / "answers").read_text() == ""


def test_the_trigger_ends_at_the_deadline(
    program: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    program("jobs/skymask", f"echo '{told(0, 1)}'")
    # It looks, asks how long to wait, and looks again.
    times = iter([NOW, NOW, LATER])
    monkeypatch.setattr(uploads, "_now", lambda: next(times))
    assert first(trigger()) == {"why": "the deadline has passed with 1 of 3 uploads"}


def test_the_trigger_bears_some_failures(
    program: Callable[[str, str], Path], tmp_path: Path
) -> None:
    answers = "\n".join(["", "", "", "", told(0, 3)])
    (tmp_path / "answers").write_text(answers)
    program("jobs/skymask", f"head -n 1 {tmp_path}/answers; sed -i 1d {tmp_path}/answers")
    assert first(trigger()) == {"why": "3 complete uploads, 3 were asked for"}
    program("jobs/skymask", "echo no storage >&2; exit 1")
    assert "no storage" in first(trigger())["error"]


def test_another_triggerer_can_go_on() -> None:
    path, arguments = trigger().serialize()
    assert path == "skymask_airflow.uploads.UploadsTrigger"
    assert UploadsTrigger(**arguments).serialize() == (path, arguments)


class Run:
    def __init__(self, due: datetime) -> None:
        self.run_after = due


def sensor() -> UploadsSensor:
    federation = Federation("demo", "a.conf", poll=timedelta(seconds=7))
    return UploadsSensor(task_id="uploads", federation=federation, number=1, quorum="3")


def test_the_sensor_waits_only_where_it_has_to(program: Callable[[str, str], Path]) -> None:
    program("jobs/skymask", f"echo '{told(0, 3)}'")
    assert "3 complete" in sensor().execute({"dag_run": Run(NOW)})
    program("jobs/skymask", f"echo '{told(0, 2)}'")
    assert "deadline" in sensor().execute({"dag_run": Run(NOW - timedelta(hours=7))})
    with pytest.raises(TaskDeferred) as deferred:
        sensor().execute({"dag_run": Run(NOW)})
    _, arguments = deferred.value.trigger.serialize()
    assert arguments["deadline"] == (NOW + timedelta(hours=6)).isoformat()
    assert arguments["poll"] == 7
    assert sensor().resume({}, {"why": "enough"}) == "enough"
    with pytest.raises(NoAnswerError, match="gone"):
        sensor().resume({}, {"error": "gone"})
