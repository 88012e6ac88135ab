from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from skymask_airflow import rounds


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    kept: dict[str, Any] = {}

    class Variable:
        @staticmethod
        def get(key: str, default: Any, deserialize_json: bool) -> Any:
            assert deserialize_json
            return kept.get(key, default)

        @staticmethod
        def set(key: str, value: Any, serialize_json: bool) -> None:
            assert serialize_json
            kept[key] = value

    monkeypatch.setattr(rounds, "Variable", Variable)
    return kept


def assign(
    run: str, newest: int, wanted: int | None = None, federation: str = "demo", under_way: str = ""
) -> int | None:
    return rounds.assign(federation, run, wanted, lambda: newest, lambda other: other == under_way)


def test_a_run_keeps_its_round(variables: dict[str, Any]) -> None:
    assert assign("monday", 4) == 5
    # Version 5 stands now: the same run again is still round 5, the next is 6.
    assert assign("monday", 5) == 5
    assert assign("tuesday", 5) == 6
    # Tuesday's was rejected.
    assert assign("wednesday", 5) == 6
    assert assign("monday", 0, federation="other") == 1
    assert variables["skymask_rounds_demo"] == {"monday": 5, "tuesday": 6, "wednesday": 6}


def test_a_round_that_was_asked_for_stands_above(variables: dict[str, Any]) -> None:
    def never() -> int:
        raise AssertionError

    free: Callable[[str], bool] = lambda other: False  # noqa: E731
    assert rounds.assign("demo", "monday", 3, never, free) == 3
    assert rounds.assign("demo", "monday", None, never, free) == 3


def test_a_round_that_another_run_makes_is_waited_for(variables: dict[str, Any]) -> None:
    assert assign("monday", 4) == 5
    assert assign("tuesday", 4, under_way="monday") is None
    assert assign("tuesday", 4, wanted=5, under_way="monday") is None
    assert variables["skymask_rounds_demo"] == {"monday": 5}
    # Monday's version stands, whatever its run still has to do.
    assert assign("tuesday", 5, under_way="monday") == 6
    # Nobody waits for itself.
    assert assign("tuesday", 5, under_way="tuesday") == 6


def test_who_holds_a_number() -> None:
    asked = []
    states: dict[str, Any] = {}

    def count(**what: Any) -> int:
        asked.append(what)
        return 1

    ti = SimpleNamespace(
        dag_id="d", task_id="plan", get_dr_count=count, get_task_states=lambda **_: states
    )
    holds = rounds.holder(ti)
    assert not holds("2026-01-01T00:00:00+00:00")
    states["run"] = {"plan": "up_for_reschedule"}
    assert not holds("2026-01-01T00:00:00+00:00")
    states["run"] = {"plan": "success"}
    assert holds("2026-01-01T00:00:00+00:00")
    assert holds("manual__2026")
    assert asked[0]["logical_dates"] == [datetime(2026, 1, 1, tzinfo=UTC)]
    assert asked[-1] == {
        "dag_id": "d",
        "states": ["queued", "running"],
        "run_ids": ["manual__2026"],
    }
    ti.get_dr_count = lambda **_: 0
    assert not holds("manual__2026")


def test_a_run_is_known_by_its_date() -> None:
    date = datetime(2026, 1, 1, tzinfo=UTC)
    run = SimpleNamespace(logical_date=date, run_id="r")
    assert rounds.name_of(run) == "2026-01-01T00:00:00+00:00"
    assert rounds.name_of(SimpleNamespace(logical_date=None, run_id="r")) == "r"
