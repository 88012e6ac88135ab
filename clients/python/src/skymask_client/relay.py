"""Between another program's server and the federation's files: updates in, the next version out."""

import hashlib
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from skymask_client.commit import latest_round
from skymask_client.errors import CorruptError
from skymask_client.manifest import SIGNED, UNSIGNED, Kind, check_client_id
from skymask_client.model import Model, read_model
from skymask_client.received import write_received
from skymask_client.rounds import COMMITTED, QUORUM, Ended, Rounds
from skymask_client.standing import Verdict, judged
from skymask_client.storage import Directory, Location, Options

_log = logging.getLogger(__name__)

_MARK = "_relayed"
"""A file in each client directory that a server has written for a node: it may remove those."""

_FILE = re.compile(r"[A-Za-z0-9_-]{1,100}\.parquet")

VERDICTS = ("accepted", "filtered", "quarantined", "incomplete")


@dataclass(frozen=True)
class Outcome:
    """How a round of the server has ended.

    `outcome` is that of `round.json` where a version was committed or the round was rejected;
    `no-quorum`; or `late` where the version stood before this server ran the round. `version` is
    the newest one now, and `why` a sentence where this round has made none.
    """

    outcome: str
    committed: bool
    version: int
    why: str = ""
    verdicts: tuple[Verdict, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many clients have each verdict."""
        found = Counter(each.verdict for each in self.verdicts)
        return {verdict: found[verdict] for verdict in VERDICTS}

    def metrics(self) -> dict[str, int]:
        """All of it as numbers: `skymask.filtered` = 3, `skymask.site-3.masked-out` = 1."""
        numbers = {"version": self.version, "committed": int(self.committed), **self.counts()}
        for each in self.verdicts:
            if each.verdict != "accepted":
                numbers[f"{each.client}.{each.reason or each.verdict}"] = 1
        return {f"skymask.{name}": number for name, number in numbers.items()}


def client_id(name: str) -> str:
    """A name as the federation takes it; of any other, its valid characters and a digest of it."""
    if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
        return name
    digest = hashlib.sha256(name.encode(errors="replace")).hexdigest()[:12]
    return re.sub(r"[^A-Za-z0-9_-]", "_", name)[:48] + "-" + digest


class Relay:
    """Writes the updates of one server and has its rounds run.

    A server that was killed begins again with the newest version: uploads that it has written for a
    round without a version are replaced.
    """

    def __init__(
        self,
        updates: Location,
        models: Location,
        rounds: Rounds,
        storage_options: Options | None = None,
    ) -> None:
        self._updates = Directory.at(updates, storage_options)
        self._models = Directory.at(models, storage_options)
        self._rounds = rounds
        self._base = read_model(self._models)
        self._taken: set[str] = set()

    @property
    def base(self) -> Model:
        """The version that updates are trained from."""
        return self._base

    def refresh(self) -> Model:
        """The newest version, read again where there is a newer one."""
        if latest_round(self._models) != self._base.round:
            self._base = self._checked(read_model(self._models))
        return self._base

    def _checked(self, model: Model) -> Model:
        if (model.federation, model.layout) != (self._base.federation, self._base.layout):
            raise CorruptError(
                f"version {model.round} in {self._models} has another federation or layout than"
                f" version {self._base.round}: `skymask verify` says which of them is wrong"
            )
        return model

    @property
    def _directory(self) -> Directory:
        return self._updates / f"round={self._base.round + 1}"

    def begin(self) -> bool:
        """Makes room for the uploads of a round; False where the round has a version already."""
        self._taken.clear()
        if latest_round(self._models) != self._base.round:
            return False
        for name in self._directory.names():
            if (self._directory / name).exists(_MARK):
                self._directory.discard(name)
        return True

    def is_taken(self, client: str) -> bool:
        """Whether this round has an update of the client already."""
        return client in self._taken

    def receive(
        self, client: str, state: Mapping[str, Any], examples: object, kind: Kind = "weights"
    ) -> None:
        """Writes an update as it came, without a signature."""
        directory = self._open(client)
        write_received(directory, self._base, client, state, examples, kind)

    def pass_on(self, client: str, files: Mapping[str, bytes]) -> None:
        """Writes a silo's own files, byte for byte: its shards, and its signed manifest last.

        Files of other names are left out, and shards after so many bytes as no honest upload has.
        """
        directory = self._open(client)
        room = (1 << 20) + 16 * sum(spec.size for spec in self._base.layout.tensors)
        for name, content in files.items():
            room -= len(content)
            if _FILE.fullmatch(name) and room >= 0:
                directory.write(name, content)
        for name in (SIGNED, UNSIGNED):
            if name in files:
                directory.publish(name, files[name])
                return

    def _open(self, client: str) -> Directory:
        directory = self._directory / f"client={check_client_id(client)}"
        # Without its manifest an older upload is none, before its files change.
        for name in (SIGNED, UNSIGNED):
            directory.remove(name)
        directory.write(_MARK, b"")
        self._taken.add(client)
        return directory

    def finish(self) -> Outcome:
        """Has the round run and reads what came of it; RoundsError where it has failed."""
        number = self._base.round + 1
        outcome = self._outcome(number, self._rounds.run(number))
        for line in describe(outcome):
            _log.info("%s", line)
        return outcome

    def late(self) -> Outcome:
        """The outcome where somebody else's version stood before this round was run."""
        number = self._base.round
        version = self.refresh().round
        why = f"version {version} was committed while nodes trained from version {number}"
        return Outcome("late", False, version, why)

    def _outcome(self, number: int, ended: Ended) -> Outcome:
        standing = self._base.round
        if ended.code == COMMITTED:
            model = self._checked(read_model(self._models, number))
            if model.commit.base_model != self._base.digest:
                raise CorruptError(
                    f"version {number} in {self._models} was made from {model.commit.base_model},"
                    f" but version {standing} is {self._base.digest}"
                )
            self._base = model
            attempt = self._models / f"round={number}" / f"attempt={model.commit.attempt}"
            outcome, verdicts = judged(attempt, model.commit, number)
            return Outcome(outcome, True, number, verdicts=verdicts)
        if ended.code == QUORUM:
            return Outcome("no-quorum", False, standing, ended.why)
        if ended.attempt is None:
            return Outcome("rejected", False, standing, ended.why)
        attempt = self._models / f"round={number}" / ended.attempt
        _, verdicts = judged(attempt, None, number)
        return Outcome("rejected", False, standing, ended.why, verdicts)


def describe(outcome: Outcome) -> Iterator[str]:
    """The outcome for a log: a line, and one for each client that was not accepted."""
    counts = ", ".join(f"{number} {verdict}" for verdict, number in outcome.counts().items())
    yield f"skymask: {outcome.outcome}, version {outcome.version} stands; {counts}" + (
        f": {outcome.why}" if outcome.why else ""
    )
    for each in outcome.verdicts:
        if each.verdict != "accepted":
            said = f" ({each.detail})" if each.detail else ""
            yield f"skymask: {each.client} {each.verdict}: {each.reason or 'no manifest'}{said}"
