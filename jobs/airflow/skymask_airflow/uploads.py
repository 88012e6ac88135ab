"""Waiting for uploads: until a quorum of complete ones is there, or a deadline has passed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn

from airflow.sdk import BaseSensorOperator
from airflow.triggers.base import BaseTrigger, TriggerEvent

from skymask_airflow.federations import Federation
from skymask_airflow.standing import NoAnswerError, Standing, ask, ask_in_turn

_log = logging.getLogger(__name__)

# So many questions in a row without an answer fail the task, which Airflow may then try again.
_FAILURES = 5


def ready(standing: Standing, number: int, quorum: int, deadline: datetime) -> str | None:
    """Why the wait is over, or None."""
    if standing.newest >= number:
        return f"version {number} stands already"
    if len(standing.complete) >= quorum:
        return f"{len(standing.complete)} complete uploads, {quorum} were asked for"
    if _now() >= deadline:
        return f"the deadline has passed with {len(standing.complete)} of {quorum} uploads"
    return None


class UploadsTrigger(BaseTrigger):
    """Asks every `poll` seconds how a federation stands."""

    def __init__(
        self, arguments: list[str], number: int, quorum: int, deadline: str, poll: float
    ) -> None:
        super().__init__()
        self.arguments = arguments
        self.number = number
        self.quorum = quorum
        self.deadline = deadline
        self.poll = poll

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """What another triggerer needs to go on."""
        return (
            "skymask_airflow.uploads.UploadsTrigger",
            {
                "arguments": self.arguments,
                "number": self.number,
                "quorum": self.quorum,
                "deadline": self.deadline,
                "poll": self.poll,
            },
        )

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """One event: `why`, or `error`."""
        yield TriggerEvent(await self._wait())

    async def _wait(self) -> dict[str, str]:
        deadline = datetime.fromisoformat(self.deadline)
        failures = 0
        while True:
            try:
                standing = await ask_in_turn(self.arguments, self.number)
                why = ready(standing, self.number, self.quorum, deadline)
                if why:
                    return {"why": why}
                failures = 0
            except (NoAnswerError, OSError, TimeoutError) as error:
                failures += 1
                _log.warning("%s (%d of %d)", error, failures, _FAILURES)
                if failures == _FAILURES:
                    return {"error": str(error)}
            # The last look is at the deadline itself.
            left = (deadline - _now()).total_seconds()
            await asyncio.sleep(min(self.poll, left) if left > 0 else self.poll)


class UploadsSensor(BaseSensorOperator):
    """Waits without a worker. `number` is the round's, `quorum` how many uploads are waited for.

    The deadline counts from the moment at which the run was due, so that a retry does not wait anew
    and a backfill takes what is there.
    """

    template_fields: Sequence[str] = ("number", "quorum")

    def __init__(self, *, federation: Federation, number: Any, quorum: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.federation = federation
        self.number = number
        self.quorum = quorum

    def execute(self, context: Any) -> str:
        """Looks once, and waits in the triggerer where it has to."""
        deadline = _due(context) + self.federation.deadline
        arguments = self.federation.arguments()
        standing = ask(arguments, int(self.number))
        why = ready(standing, int(self.number), int(self.quorum), deadline)
        if not why:
            self._wait(arguments, deadline)
        self.log.info("%s", why)
        return str(why)

    def _wait(self, arguments: list[str], deadline: datetime) -> NoReturn:
        self.defer(
            trigger=UploadsTrigger(
                arguments,
                int(self.number),
                int(self.quorum),
                deadline.isoformat(),
                self.federation.poll.total_seconds(),
            ),
            method_name="resume",
        )

    def resume(self, context: Any, event: dict[str, str]) -> str:  # noqa: ARG002 (Airflow calls it)
        """Goes on after the wait."""
        if "error" in event:
            raise NoAnswerError(event["error"])
        self.log.info("%s", event["why"])
        return event["why"]


def _now() -> datetime:
    return datetime.now(UTC)


def _due(context: Any) -> datetime:
    run = context["dag_run"]
    due: datetime = run.run_after or run.logical_date or _now()
    return due if due.tzinfo else due.replace(tzinfo=UTC)
