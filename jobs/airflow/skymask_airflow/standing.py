"""How a federation stands, as `jobs/skymask uploads` says: on any storage that skymask knows."""

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
    def of(cls, told: Mapping[str, Any]) -> "Standing":
        """From what `uploads --json` prints."""
        complete = (each["client"] for each in told["uploads"] if each["state"] == "complete")
        return cls(int(told["newest"]), frozenset(complete), frozenset(told["rejected"]))


def ask(arguments: list[str], number: int | None = None) -> Standing:
    """Asks of a round, the next one where none is named, and waits for the answer.

    `arguments` are the options that choose a federation.
    """
    done = subprocess.run(
        _command(arguments, number),
        env=_environment(),
        capture_output=True,
        timeout=_PATIENCE,
        check=False,
    )
    return _answer(done.returncode, done.stdout, done.stderr)


async def ask_in_turn(arguments: list[str], number: int) -> Standing:
    """The same in an event loop, a few at a time."""
    async with _TURNS:
        process = await asyncio.create_subprocess_exec(
            *_command(arguments, number),
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
    return _answer(process.returncode or 0, out, err)


def _command(arguments: list[str], number: int | None) -> list[str]:
    chosen = [] if number is None else ["--round", str(number)]
    return [str(home() / "jobs" / "skymask"), "uploads", *arguments, *chosen, "--json"]


def _environment() -> dict[str, str]:
    # No Spark is started for this: whatever a round is submitted to does not matter.
    local = {"SKYMASK_SUBMIT_OPTS": "--master local[1] --deploy-mode client"}
    return {**os.environ, "SKYMASK_ARCHIVE": "existing", **local}


def _answer(exit_code: int, out: bytes, err: bytes) -> Standing:
    try:
        told = json.loads(out)
        if exit_code == 0:
            return Standing.of(told)
        said = told["error"]
    except (ValueError, KeyError, TypeError):
        lines = err.decode(errors="replace").strip().splitlines()
        said = "no answer: " + (lines[-1] if lines else "nothing was said")
    raise NoAnswerError(f"skymask uploads ended with {exit_code}: {said}")
