"""Which round a run of a DAG makes: chosen once, and the same however often the run is repeated."""

from collections.abc import Callable

from airflow.sdk import Variable


def assign(federation: str, run: str, wanted: int | None, newest: Callable[[], int]) -> int:
    """The number of the round.

    A run that was here before, as a retry, after it was cleared or in a backfill of the same date,
    gets the number that it had. Otherwise it is `wanted`, or the one after the newest version: a
    round that was not committed is the next run's again.
    """
    key = f"skymask_rounds_{federation}"
    rounds = Variable.get(key, default={}, deserialize_json=True)
    if wanted is None and run in rounds:
        return int(rounds[run])
    number = newest() + 1 if wanted is None else wanted
    Variable.set(key, {**rounds, run: number}, serialize_json=True)
    return number
