"""Commands of skymask by spark-submit, and what they answer."""

import functools
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from skymask_airflow.federations import Federation, home
from skymask_airflow.standing import Standing, ask

# Exit codes of `skymask round`: the contract of the project.
DONE, FAILED, USAGE, QUORUM, REJECTED, CONFLICT, UNKNOWN = 0, 1, 2, 3, 4, 5, 6
# Another try may end otherwise: a failure of the moment, or a commit that could not be known.
_TRY_AGAIN = {FAILED, UNKNOWN}


@dataclass(frozen=True)
class Answer:
    """The JSON object that a command printed, and the exit code that goes with it."""

    body: Mapping[str, Any]
    exit_code: int

    @classmethod
    def of(cls, line: str) -> "Answer | None":
        """From a line of spark-submit's output; None where it is a line like any other.

        Native libraries may have left a line unended before it.
        """
        begins = line.find('{"')
        try:
            body = json.loads(line[begins:]) if begins >= 0 else {}
        except ValueError:
            return None
        if "error" in body and "exit" in body:
            return cls(body, int(body["exit"]))
        if not {"outcome", "clients", "measure"} & body.keys():
            return None
        return cls(body, REJECTED if body.get("outcome") == "rejected" else DONE)


class SkymaskOperator(SparkSubmitOperator):
    """A command that reads: `validate`, `evaluate`. Its driver runs here, and its JSON is returned.

    The exit code comes from the JSON object that the driver prints: spark-submit's own is not the
    driver's on every cluster.
    """

    template_fields: Sequence[str] = (*SparkSubmitOperator.template_fields, "options")
    on_cluster = False

    def __init__(
        self, *, federation: Federation, command: str, options: Sequence[Any] = (), **kwargs: Any
    ) -> None:
        given = {
            "conn_id": federation.conn_id,
            "application": os.environ.get("SKYMASK_APP", ""),
            "java_class": "org.skymask.SkyMask",
            "name": f"skymask {command} {federation.name}",
            "conf": dict(federation.conf),
            # A second driver is harmless, and what a first one did is found in the model directory.
            "durable": False,
            **federation.submit,
        }
        if not self.on_cluster:
            given["deploy_mode"] = "client"
        super().__init__(**given, **kwargs)
        self.federation = federation
        self.command = command
        self.options = list(options)
        self.answer: Answer | None = None

    def execute(self, context: Any) -> Any:
        """Runs the command and returns what it answered."""
        try:
            self._submit(context)
        except (AirflowException, RuntimeError) as error:
            if not self._tells():
                raise self._failure(error) from error
        if self.answer is None or (self.answer.exit_code and not self._tells()):
            raise self._failure(AirflowException(f"skymask {self.command}: nothing was answered"))
        return _summary(self.answer.body)

    def _tells(self) -> bool:
        """Whether `validate` answered that too few would take part: the round will say so too."""
        answer = self.answer
        return answer is not None and answer.exit_code == QUORUM and "clients" in answer.body

    def _submit(self, context: Any) -> None:
        self.application = self.application or application()
        if not self.application.startswith("local:"):  # an image has its own
            self.jars = self.jars or s3a_jars() or None
        chosen = self.federation.arguments(on_cluster=self.on_cluster)
        further = [str(option) for option in self.options]
        self.application_args = [self.command, *chosen, *further, "--json"]
        super().execute(context)

    def _failure(self, error: Exception) -> Exception:
        if self.answer is None:
            return error
        said = f"skymask {self.command}: {self.answer.body.get('error')}"
        again = self.answer.exit_code in _TRY_AGAIN
        return AirflowException(said) if again else AirflowFailException(said)

    def _get_hook(self) -> Any:
        hook = super()._get_hook()
        process = hook._process_spark_submit_log
        hook._process_spark_submit_log = lambda lines: process(self._watched(lines))
        # Relative paths of configurations and arguments are the project's, wherever Airflow runs.
        hook.submit = functools.partial(hook.submit, cwd=home())
        return hook

    def _watched(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self.answer = Answer.of(line) or self.answer
            yield line


class RoundOperator(SkymaskOperator):
    """`skymask round`: returns `exit` and what else is known of the outcome, to branch on.

    Failures that another try may mend are raised; wrong configurations too, without another try.
    """

    on_cluster = True
    template_fields: Sequence[str] = (*SkymaskOperator.template_fields, "number")

    def __init__(self, *, federation: Federation, number: Any, **kwargs: Any) -> None:
        super().__init__(federation=federation, command="round", **kwargs)
        self.number = number

    def execute(self, context: Any) -> dict[str, Any]:
        """Runs the round, or finds that it was run."""
        self.options = ["--round", self.number]
        if carry := context["params"].get("on_rejection"):
            self.options += ["--on-rejection", carry]
        before = self._standing()
        try:
            self._submit(context)
        except (AirflowException, RuntimeError) as error:
            return self._ended(error, before, context["ti"])
        missing = AirflowException(
            f"skymask round: spark-submit ended with 0, and there is neither version {self.number}"
            " nor a rejected attempt: see the driver's log"
        )
        return self._ended(missing, before, context["ti"], well=True)

    def _ended(
        self, error: Exception, before: Standing, ti: Any, *, well: bool = False
    ) -> dict[str, Any]:
        last = ti.try_number > ti.max_tries
        code = self.answer.exit_code if self.answer else self._seen(before, last, well)
        if code in (None, FAILED, USAGE) or (code in _TRY_AGAIN and not last):
            raise self._failure(error)
        return self._outcome(int(code or 0))

    def _standing(self) -> Standing:
        return ask(self.federation.arguments(), int(self.number))

    def _seen(self, before: Standing, last: bool, well: bool) -> int | None:
        """Where a driver left no word to be heard here: what the model directory says.

        A version that stands although the driver fails again and again is another's. `well`:
        spark-submit ended with 0, which is not the driver's exit code on every cluster.
        """
        now = self._standing()
        if now.newest >= int(self.number):
            return DONE if well else CONFLICT if last else UNKNOWN
        return REJECTED if now.rejected - before.rejected else None

    def _outcome(self, code: int) -> dict[str, Any]:
        body = self.answer.body if self.answer else {}
        names = ("outcome", "model", "commit", "directory", "counts", "alreadyCommitted", "error")
        told = {name: body[name] for name in names if name in body}
        return {"exit": code, "round": int(self.number), **told}


def _summary(body: Mapping[str, Any]) -> dict[str, Any]:
    """What is worth keeping of an answer: neither every client nor a confusion matrix."""
    if "clients" in body:
        refused = (each for each in body["clients"] if each["verdict"] != "accepted")
        reasons = {each["client"]: each["reason"] or each["verdict"] for each in refused}
        return {"uploads": len(body["clients"]), "refused": reasons}
    return {name: value for name, value in body.items() if name != "confusion"}


def application() -> str:
    """The application jar of this project."""
    jars = sorted((home() / "target").glob("skymask-spark-*-app.jar"))
    if not jars:
        raise AirflowFailException(
            f"{home()}/target: no application jar, run mvn package there or put the release's there"
        )
    return str(jars[-1])


def s3a_jars() -> str:
    """The jars of S3A where the distribution of the spark-submit on the PATH lacks them."""
    submit = shutil.which("spark-submit")
    spark = {"SPARK_HOME": str(Path(submit).resolve().parents[1])} if submit else {}
    command = [str(home() / "jobs" / "s3a")]
    done = subprocess.run(command, env={**os.environ, **spark}, capture_output=True, check=True)
    return done.stdout.decode().strip()
