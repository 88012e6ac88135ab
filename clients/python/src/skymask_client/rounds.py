"""Who runs the rounds of a federation whose server is another program: Flower, NVIDIA FLARE.

Three ways: `embedded_round` (the project's launcher with its embedded Spark), a `CommandRounds`
of your own (spark-submit), or `AwaitedRounds`, where somebody else runs them.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from skymask_client import commit as commits
from skymask_client.errors import SkymaskError
from skymask_client.rejections import rejected_with
from skymask_client.storage import Directory, Location, Options

COMMITTED, USAGE, QUORUM, REJECTED, CONFLICT, UNKNOWN = 0, 2, 3, 4, 5, 6
"""Exit codes of `skymask round`."""

_WHAT = {
    USAGE: "usage or configuration",
    CONFLICT: "conflict with a version that stands",
    UNKNOWN: "state of the commit unknown",
}


class RoundsError(SkymaskError):
    """The round has ended in a way that only a person can mend; the model is as it was before."""


@dataclass(frozen=True)
class Ended:
    """How a round ended: committed (0), quorum not met (3) or rejected (4).

    `why` is the sentence of a round that made no version, and `attempt` the name of the directory
    of a rejected one, as far as they are known.
    """

    code: int
    why: str = ""
    attempt: str | None = None


class Rounds(Protocol):
    """Runs one round; a Protocol, so that yours need not know this class."""

    def run(self, round: int) -> Ended:  # noqa: A002 (the federation's word)
        """Runs this round to its end, or raises RoundsError."""
        ...


@dataclass(frozen=True)
class CommandRounds:
    """Runs a command to which `--round R --json` is added, such as a spark-submit of your own.

    Its exit code and the one JSON object on its standard output are those of `skymask round`. What
    it writes to standard error is passed on. A driver that runs elsewhere (spark-submit in cluster
    deploy mode) can tell neither: use `AwaitedRounds` with that.
    """

    command: Sequence[str]
    directory: str | os.PathLike[str] | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, round: int) -> Ended:  # noqa: A002
        """Runs the command; RoundsError with its own sentence where it ends otherwise than 0, 3, 4.

        A command that is killed has no sentence: the error names the signal.
        """
        line = [*self.command, "--round", str(round), "--json"]
        try:
            done = subprocess.run(  # noqa: S603 (the operator's own command)
                line,
                cwd=self.directory,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                check=False,
            )
        except OSError as error:
            raise RoundsError(f"round {round}: {line[0]} cannot be run: {error}") from error
        return _ended(round, done.returncode, _answer(done.stdout))


def embedded_round(
    config: str | os.PathLike[str],
    settings: Mapping[str, object] | None = None,
    *,
    home: str | os.PathLike[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> CommandRounds:
    """The project's launcher, `jobs/skymask round`, with a federation's configuration.

    `settings` override keys of the configuration (`-D`). `home` is the project's directory (by
    default SKYMASK_HOME), in which relative paths of the configuration begin. With SPARK_HOME in
    `environment` or about it the launcher uses that Spark's spark-submit.
    """
    project = home or os.environ.get("SKYMASK_HOME")
    launcher = Path(project or "", "jobs", "skymask").absolute()
    if project is None or not launcher.is_file():
        raise RoundsError(
            f"{launcher}: no launcher there; set SKYMASK_HOME (or home=…) to the directory of an"
            " unpacked release or a built checkout of skymask-spark"
        )
    options = [f"{key}={_text(value)}" for key, value in (settings or {}).items()]
    chosen = [text for option in options for text in ("-D", option)]
    absolute = str(Path(config).absolute())
    line = [str(launcher), "round", "--config", absolute, *chosen]
    return CommandRounds(line, launcher.parents[1], environment or {})


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class AwaitedRounds:
    """Waits until somebody else has run the round: a scheduler, Airflow, a person.

    Looks every `poll` seconds for the commit, or for a rejected attempt that has judged exactly the
    uploads that stand. A quorum that is not met leaves nothing to be seen, so with `patience`
    (seconds; for ever by default) the wait ends with RoundsError.
    """

    updates: Location
    models: Location
    poll: float = 10.0
    patience: float | None = None
    storage_options: Options | None = None
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def run(self, round: int) -> Ended:  # noqa: A002
        """Waits for the end of this round."""
        models = Directory.at(self.models, self.storage_options)
        uploads = Directory.at(self.updates, self.storage_options) / f"round={round}"
        begun = self.clock()
        while True:
            if (models / f"round={round}").exists(commits.FILE):
                return Ended(COMMITTED)
            rejected = rejected_with(models / f"round={round}", round, uploads)
            if rejected:
                return Ended(REJECTED, rejected.why, rejected.attempt)
            if self.patience is not None and self.clock() - begun >= self.patience:
                raise RoundsError(
                    f"round {round}: {models} has no version {round} and no rejected attempt with"
                    f" these uploads after {self.patience:g} s: has anybody run the round?"
                )
            self.sleep(self.poll)


def _answer(out: bytes) -> dict[str, Any]:
    """The JSON object of a command; empty where it printed none.

    Native libraries may have left an unended line before it.
    """
    text = out.decode(errors="replace")
    for line in (text, *reversed(text.splitlines())):
        begins = line.find('{"')
        try:
            found = json.loads(line[begins:]) if begins >= 0 else None
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return {}


def _ended(number: int, code: int, answer: Mapping[str, Any]) -> Ended:
    told = answer.get("exit", code)
    code = told if isinstance(told, int) else code
    why = str(answer.get("error") or answer.get("why") or "")
    if code == REJECTED:
        directory = str(answer.get("directory") or "")
        return Ended(code, why, directory.rstrip("/").rpartition("/")[2] or None)
    if code in (COMMITTED, QUORUM):
        return Ended(code, why)
    if code < 0:
        what = f"was ended by {_signal(-code)}"
    else:
        what = f"ended with {code}" + (f" ({_WHAT[code]})" if code in _WHAT else "")
    said = why or "it printed no JSON object; see its messages above"
    raise RoundsError(f"round {number} {what}: {said}")


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
