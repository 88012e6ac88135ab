"""Which round a run of a DAG makes: chosen once, and the same however often the run is repeated."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from airflow.sdk import Variable

_UNFINISHED = ["queued", "running"]


def assign(
    federation: str,
    run: str,
    wanted: int | None,
    newest: Callable[[], int],
    holds: Callable[[str], bool],
) -> int | None:
    """The number of the round, or None as long as another run holds that number.

    A run that was here before, as a retry, after it was cleared or in a backfill of the same date,
    gets the number that it had. Otherwise it is `wanted`, or the one after the newest version: a
    round that was not committed is the next run's again.

    Variables know no comparison before they are set: one call at a time is the DAG's to see to.
    """
    key = f"skymask_rounds_{federation}"
    rounds = Variable.get(key, default={}, deserialize_json=True)
    number = rounds.get(run) if wanted is None else wanted
    if number is None:
        number = newest() + 1
    if any(other != run and had == number and holds(other) for other, had in rounds.items()):
        return None
    Variable.set(key, {**rounds, run: number}, serialize_json=True)
    return number


def name_of(dag_run: Any) -> str:
    """What a run is known by: its date, so that whoever repeats the date gets its round."""
    return dag_run.logical_date.isoformat() if dag_run.logical_date else dag_run.run_id


def holder(ti: Any) -> Callable[[str], bool]:
    """Whether a run of this task's DAG is on its way, with its number chosen by this same task.

    One that was cleared and waits here itself holds nothing: two never wait for each other.
    """

    def holds(run: str) -> bool:
        chosen = _run(run)
        if not ti.get_dr_count(dag_id=ti.dag_id, states=_UNFINISHED, **chosen):
            return False
        states = ti.get_task_states(dag_id=ti.dag_id, task_ids=[ti.task_id], **chosen)
        return any(each[ti.task_id] == "success" for each in states.values())

    return holds


def _run(name: str) -> dict[str, Any]:
    try:
        return {"logical_dates": [datetime.fromisoformat(name)]}
    except ValueError:
        return {"run_ids": [name]}
