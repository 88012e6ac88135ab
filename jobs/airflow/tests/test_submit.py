import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from skymask_airflow.federations import Federation
from skymask_airflow.submit import Answer, RoundOperator, SkymaskOperator

Program = Callable[[str, str], Path]


def federation(**more: Any) -> Federation:
    return Federation("demo", "a.conf", **more)


def context(tries: int = 1, most: int = 0) -> dict[str, Any]:
    ti = SimpleNamespace(try_number=tries, max_tries=most)
    return {"ti": ti, "params": {"on_rejection": None}}


def standing(program: Program, newest: int = 0, rejected: tuple[str, ...] = ()) -> None:
    """What `skymask status` says."""
    program("jobs/skymask", f"echo '{told_of(newest, rejected)}'")


def told_of(newest: int, rejected: tuple[str, ...]) -> str:
    refused = [{"attempt": attempt, "at": "", "why": ""} for attempt in rejected]
    open_round = {"round": 1, "complete": [], "incomplete": [], "rejected": refused}
    federation = {"latest": newest, "rounds": [open_round], "problems": []}
    return json.dumps({"ok": True, "federations": [federation]})


def submits(program: Program, body: dict[str, Any] | None, code: int) -> None:
    """What spark-submit prints and ends with; its arguments go to `submitted`."""
    said = f"echo '{json.dumps(body)}'" if body is not None else "true"
    program(
        "bin/spark-submit", f'echo "$@" >"$SKYMASK_HOME/submitted"; echo INFO; {said}; exit {code}'
    )


def round_of(program: Program, body: dict[str, Any] | None, code: int, **at: int) -> dict[str, Any]:
    submits(program, body, code)
    operator = RoundOperator(task_id="round", federation=federation(), number=1)
    return operator.execute(context(**at))


def test_answers_are_found_among_other_lines() -> None:
    assert Answer.of("26/11/23 INFO SparkContext: {}") is None
    assert Answer.of('{"event": "log"}') is None
    assert Answer.of('{"outcome": "comm') is None
    unended = "[W1126 Warning: deprecated. (function operator())"
    assert Answer.of(unended) is None
    assert Answer.of(unended + '{"outcome": "committed"}\n').exit_code == 0  # type: ignore[union-attr]
    assert Answer.of('{"error": "no", "exit": 5}').exit_code == 5  # type: ignore[union-attr]
    assert Answer.of('{"outcome": "rejected"}').exit_code == 4  # type: ignore[union-attr]
    assert Answer.of('{"clients": []}').exit_code == 0  # type: ignore[union-attr]


def test_a_round_is_submitted_with_its_federation(program: Program, tmp_path: Path) -> None:
    standing(program)
    program("jobs/s3a", "echo /a.jar,/b.jar")
    submits(program, {"outcome": "committed", "model": "sha256:1", "loss": [1.0]}, 0)
    more = {"conf": {"spark.cores.max": 4}, "submit": {"executor_memory": "3g"}}
    operator = RoundOperator(task_id="round", federation=federation(**more), number=1)
    told = operator.execute({**context(), "params": {"on_rejection": "carry"}})
    assert told == {"exit": 0, "round": 1, "outcome": "committed", "model": "sha256:1"}
    command = (tmp_path / "submitted").read_text()
    assert "--class org.skymask.SkyMask" in command
    assert "--conf spark.cores.max=4" in command
    assert "--executor-memory 3g" in command
    assert "--jars /a.jar,/b.jar" in command
    arguments = "round --config a.conf --round 1 --on-rejection carry --json"
    assert command.strip().endswith(f"skymask-spark-1-app.jar {arguments}")


@pytest.mark.parametrize("code", [3, 5])
def test_endings_are_returned(program: Program, code: int) -> None:
    standing(program)
    told = round_of(program, {"error": "so it is", "exit": code}, code)
    assert told == {"exit": code, "round": 1, "error": "so it is"}


def test_a_rejection_is_returned(program: Program) -> None:
    standing(program)
    told = round_of(program, {"outcome": "rejected", "directory": "d"}, 4)
    assert told == {"exit": 4, "round": 1, "outcome": "rejected", "directory": "d"}


def test_the_driver_s_word_stands_above_spark_submit_s(program: Program) -> None:
    standing(program)
    assert round_of(program, {"error": "so it is", "exit": 5}, 0)["exit"] == 5
    with pytest.raises(AirflowException, match="so it is"):
        round_of(program, {"error": "so it is", "exit": 1}, 0)


def test_paths_are_the_project_s(program: Program, tmp_path: Path) -> None:
    program("jobs/skymask", f"pwd >{tmp_path}/asked; echo '{told_of(1, ())}'")
    program("bin/spark-submit", f"pwd >{tmp_path}/submitted")
    operator = RoundOperator(task_id="round", federation=federation(), number=1)
    assert operator.execute(context())["exit"] == 0
    for name in ("asked", "submitted"):
        assert (tmp_path / name).read_text().strip() == str(tmp_path), name


def test_what_another_try_may_mend_is_tried_again(program: Program) -> None:
    standing(program)
    for code in (1, 6):
        with pytest.raises(AirflowException, match="so it is") as error:
            round_of(program, {"error": "so it is", "exit": code}, code, tries=1, most=2)
        assert not isinstance(error.value, AirflowFailException)
    told = round_of(program, {"error": "so it is", "exit": 6}, 6, tries=3, most=2)
    assert told["exit"] == 6
    with pytest.raises(AirflowException, match="so it is"):
        round_of(program, {"error": "so it is", "exit": 1}, 1, tries=3, most=2)


def test_a_wrong_configuration_is_not_tried_again(program: Program) -> None:
    standing(program)
    with pytest.raises(AirflowFailException, match="unknown key"):
        round_of(program, {"error": "unknown key", "exit": 2}, 2, tries=1, most=2)


def test_without_a_word_the_model_directory_tells(program: Program, tmp_path: Path) -> None:
    standing(program)
    with pytest.raises(AirflowException, match="neither version 1 nor a rejected attempt"):
        round_of(program, None, 0)
    with pytest.raises(AirflowException, match="Error code is: 255"):
        round_of(program, None, 255)

    # The driver elsewhere has rejected the round while spark-submit waited.
    told = told_of(0, ("older", "new"))
    (tmp_path / "after").write_text(told)
    standing(program, rejected=("older",))
    program("bin/spark-submit", 'cp "$SKYMASK_HOME/after" "$SKYMASK_HOME/now"; exit 255')
    before = told_of(0, ("older",))
    (tmp_path / "now").write_text(before)
    program("jobs/skymask", 'cat "$SKYMASK_HOME/now"')
    operator = RoundOperator(task_id="round", federation=federation(), number=1)
    assert operator.execute(context())["exit"] == 4
    # The same, and spark-submit did not wait for it, or takes its end for a good one.
    program("bin/spark-submit", 'cp "$SKYMASK_HOME/after" "$SKYMASK_HOME/now"')
    (tmp_path / "now").write_text(before)
    assert operator.execute(context())["exit"] == 4

    standing(program, newest=1)
    assert round_of(program, None, 0)["exit"] == 0
    with pytest.raises(AirflowException):
        round_of(program, None, 255, tries=1, most=1)
    assert round_of(program, None, 255, tries=2, most=1)["exit"] == 5


def test_readers_run_their_driver_here(program: Program, tmp_path: Path) -> None:
    clients = [{"client": "a", "verdict": "accepted", "reason": None}]
    clients += [{"client": "b", "verdict": "quarantined", "reason": "wrong-base"}]
    submits(program, {"clients": clients}, 0)
    chosen = federation(driver_config="elsewhere.conf", submit={"deploy_mode": "cluster"})
    operator = SkymaskOperator(
        task_id="validate", federation=chosen, command="validate", options=["--round", 1]
    )
    assert operator.execute({}) == {"uploads": 2, "refused": {"b": "wrong-base"}}
    command = (tmp_path / "submitted").read_text()
    assert "--deploy-mode client" in command
    assert command.strip().endswith("validate --config a.conf --round 1 --json")


def test_too_few_uploads_are_for_the_round_to_end_with(program: Program) -> None:
    clients = [{"client": "a", "verdict": "accepted", "reason": None}]
    said = {"clients": clients, "error": "round 1 has 1 admitted uploads of 1", "exit": 3}
    submits(program, said, 3)
    operator = SkymaskOperator(task_id="validate", federation=federation(), command="validate")
    assert operator.execute({}) == {"uploads": 1, "refused": {}}


def test_readers_fail_with_what_was_said(program: Program) -> None:
    submits(program, {"error": "no such file", "exit": 1}, 1)
    operator = SkymaskOperator(task_id="evaluate", federation=federation(), command="evaluate")
    with pytest.raises(AirflowException, match="skymask evaluate: no such file"):
        operator.execute({})
    submits(program, None, 0)
    operator = SkymaskOperator(task_id="evaluate", federation=federation(), command="evaluate")
    with pytest.raises(AirflowException, match="skymask evaluate: nothing was answered"):
        operator.execute({})
