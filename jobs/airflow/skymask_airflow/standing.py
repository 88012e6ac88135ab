"""How a federation stands, as `jobs/skymask status` says: on any storage that skymask knows."""

import asyncio
import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skymask_airflow.federations import home

# Each question is a JVM: a triggerer that watches many federations asks of two at a time.
_TURNS = asyncio.Semaphore(2)
# Seconds. Storage that does not answer is given up by the command itself long before.
_PATIENCE = 900


class NoAnswerError(RuntimeError):
    """The command failed; the message is its own."""


@dataclass(frozen=True)
class Standing:
    """The newest version, and of a round whose uploads are complete and which attempts rejected."""

    newest: int
    complete: frozenset[str]
    rejected: frozenset[str]

    @classmethod
    def of(cls, told: Mapping[str, Any], number: int | None) -> "Standing":
        """From what `status --json` prints of one federation."""
        newest = int(told["latest"])
        wanted = newest + 1 if number is None else number
        # A round that has a version, or has seen nothing yet, is not among those that are open.
        found = next((each for each in told["rounds"] if each["round"] == wanted), None)
        if found is None:
            return cls(newest, frozenset(), frozenset())
        rejected = (each["attempt"] for each in found["rejected"])
        return cls(newest, frozenset(found["complete"]), frozenset(rejected))


def ask(arguments: list[str], number: int | None = None) -> Standing:
    """Asks of a round, the next one where none is named, and waits for the answer.

    `arguments` are the options that choose a federation.
    """
    done = subprocess.run(
        _command(arguments),
        cwd=home(),
        env=_environment(),
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    return _answer(done.returncode, done.stdout, done.stderr, number)


async def ask_in_turn(arguments: list[str], number: int) -> Standing:
    """The same in an event loop, a few at a time."""
    async with _TURNS:
        process = await asyncio.create_subprocess_exec(
            *_command(arguments),
            cwd=home(),
            env=_environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            out, err = await asyncio.wait_for(process.communicate(), _PATIENCE)
        finally:
            # A trigger that is cancelled or moves to another triggerer leaves no process behind.
            if process.returncode is None:
                process.kill()
    return _answer(process.returncode or 0, out, err, number)


def _command(arguments: list[str]) -> list[str]:
    command = [str(home() / "jobs" / "skymask"), "status"]
    return [*command, *arguments, "--versions", "1", "--json"]


def _environment() -> dict[str, str]:
    # No Spark is started for this: whatever a round is submitted to does not matter.
    local = {"SKYMASK_SUBMIT_OPTS": "--master local[1] --deploy-mode client"}
    return {**os.environ, "SKYMASK_ARCHIVE": "existing", **local}


def _answer(exit_code: int, out: bytes, err: bytes, number: int | None) -> Standing:
    try:
        told = json.loads(out)
        if "error" in told:
            said = told["error"]
        else:
            federation = told["federations"][0]
            # Other problems are for `verify` and the round itself to meet.
            if federation["latest"] is not None:
                return Standing.of(federation, number)
            said = "; ".join(federation["problems"]) or "there is no version yet"
    except (ValueError, KeyError, TypeError):
        lines = err.decode(errors="replace").strip().splitlines()
        said = "no answer: " + (lines[-1] if lines else "nothing was said")
    raise NoAnswerError(f"skymask status ended with {exit_code}: {said}")
