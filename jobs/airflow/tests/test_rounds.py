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


def test_a_run_keeps_its_round(variables: dict[str, Any]) -> None:
    assert rounds.assign("demo", "monday", None, lambda: 4) == 5
    # Version 5 stands now: the same run again is still round 5, the next is 6.
    assert rounds.assign("demo", "monday", None, lambda: 5) == 5
    assert rounds.assign("demo", "tuesday", None, lambda: 5) == 6
    # Tuesday's was rejected.
    assert rounds.assign("demo", "wednesday", None, lambda: 5) == 6
    assert rounds.assign("other", "monday", None, lambda: 0) == 1
    assert variables["skymask_rounds_demo"] == {"monday": 5, "tuesday": 6, "wednesday": 6}


def test_a_round_that_was_asked_for_stands_above(variables: dict[str, Any]) -> None:
    def never() -> int:
        raise AssertionError

    assert rounds.assign("demo", "monday", 3, never) == 3
    assert rounds.assign("demo", "monday", None, never) == 3
