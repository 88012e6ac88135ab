"""The aggregator: FLARE's clients train, and SkyMask decides whose updates count."""

import math
from collections.abc import Mapping
from typing import Any

from nvflare.apis.fl_constant import FLMetaKey
from nvflare.app_common.abstract.fl_model import FLModel, ParamsType
from nvflare.app_common.aggregators.model_aggregator import ModelAggregator

from skymask_client.errors import UpdateError
from skymask_client.manifest import Kind
from skymask_client.nvflare.persistor import to_params
from skymask_client.relay import Outcome, Relay, client_id, describe
from skymask_client.rounds import AwaitedRounds, CommandRounds, Rounds, embedded_round


class SkyMaskAggregator(ModelAggregator):  # type: ignore[misc, unused-ignore] # FLARE has no types
    """Writes each client's result as an upload, has the round run, and returns what stands then.

    All arguments are texts, so that a job's configuration can hold them. The round is run by one of

    - `config`: the project's launcher with this configuration (`home` is the project's directory,
      by default SKYMASK_HOME; `settings` override keys),
    - `command`: one of your own, such as a spark-submit, to which `--round R --json` is added,
    - neither: somebody else; the aggregator looks every `poll` seconds for the commit, for
      `patience` seconds or for ever.

    Clients are named as FLARE knows them; characters that no client id may have become `_`, with a
    digest of the whole name behind. A round that fails raises RoundsError, which ends the job with
    the sentence of the command. `outcomes` has each round's outcome.
    """

    def __init__(
        self,
        updates: str,
        models: str,
        config: str | None = None,
        settings: dict[str, str] | None = None,
        home: str | None = None,
        command: list[str] | None = None,
        poll: float = 10.0,
        patience: float | None = None,
    ) -> None:
        super().__init__()
        if config and command:
            raise UpdateError("config and command are both given, expected one of them at most")
        self.updates = updates
        self.models = models
        self.config = config
        self.settings = settings
        self.home = home
        self.command = command
        self.poll = poll
        self.patience = patience
        self._relay: Relay | None = None
        self._writes = False
        self._measured: dict[str, Mapping[str, Any]] = {}
        # Of this process; nothing that a job's configuration holds.
        self.outcomes: list[Outcome] = []

    def _rounds(self) -> Rounds:
        if self.config:
            return embedded_round(self.config, self.settings, home=self.home)
        if self.command:
            return CommandRounds(self.command, self.home)
        return AwaitedRounds(self.updates, self.models, self.poll, self.patience)

    def _open(self) -> Relay:
        if self._relay is None:
            self._relay = Relay(self.updates, self.models, self._rounds())
        return self._relay

    def reset_stats(self) -> None:
        """Begins a round: FedAvg calls it before clients train."""
        self._measured.clear()
        self._writes = self._open().begin()

    def accept_model(self, model: FLModel) -> None:
        """Writes a client's result, whatever it is."""
        relay, meta = self._open(), model.meta or {}
        client = client_id(str(meta.get("client_name")))
        if not self._writes:
            return
        if relay.is_taken(client):
            self.warning(f"skymask: {client} has sent two results: the later one is left out")
            return
        # As FedAvg counts it: a client that says nothing counts as one.
        examples = meta.get(FLMetaKey.NUM_STEPS_CURRENT_ROUND, 1)
        kind: Kind = "delta" if model.params_type == ParamsType.DIFF else "weights"
        state = model.params if isinstance(model.params, Mapping) else {}
        relay.receive(client, state, examples, kind)
        self._measured[client] = model.metrics if isinstance(model.metrics, Mapping) else {}

    def aggregate_model(self) -> FLModel:
        """Has the round run; the version that stands then, with the verdicts as its metrics."""
        relay = self._open()
        outcome = relay.finish() if self._writes else relay.late()
        self.outcomes.append(outcome)
        for line in describe(outcome):
            self.info(line)
        metrics = self._means(outcome) | outcome.metrics()
        return FLModel(params_type=ParamsType.FULL, params=to_params(relay.base), metrics=metrics)

    def _means(self, outcome: Outcome) -> dict[str, float]:
        """The means of what the accepted clients have measured, of names that all of them have."""
        accepted = {each.client for each in outcome.verdicts if each.verdict == "accepted"}
        measured = [found for client, found in self._measured.items() if client in accepted]
        names = set.intersection(*map(set, measured)) if measured else set()
        means = {}
        for name in sorted(names, key=str):
            values = [found[name] for found in measured]
            if all(isinstance(v, int | float) and math.isfinite(v) for v in values):
                means[str(name)] = math.fsum(values) / len(values)
        return means
