"""The strategy: Flower's nodes train, and SkyMask decides whose updates count."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from logging import INFO, WARNING
from typing import Any

from flwr.app import ArrayRecord, ConfigRecord, Message, MetricRecord, RecordDict
from flwr.common.logger import log
from flwr.serverapp import Grid
from flwr.serverapp.strategy import FedAvg, Result

from skymask_client.errors import UpdateError
from skymask_client.flower import order
from skymask_client.flower.records import RECORD, Arrays, consistent, files_of, of_model
from skymask_client.manifest import SIGNED, check_client_id
from skymask_client.relay import Outcome, Relay, describe
from skymask_client.rounds import Rounds
from skymask_client.storage import Location, Options
from skymask_client.trusted import PublicKeys, read_keys, signer


class SkyMaskStrategy(FedAvg):
    """FedAvg's sampling and evaluation, with rounds of SkyMask in place of its average.

    Each reply becomes an upload below `updates`, `rounds` runs the round, and the version that it
    commits below `models` goes to the nodes next. Where it commits none (rejected, or too few
    uploads) the version before goes out again. The strategy never averages by itself: a round that
    fails raises RoundsError with the sentence of the command.

    Clients are named by `names` (client ids by node id) where that has them; with `keys` (the
    federation's `admission.keys`) by who has signed; otherwise `node-<id>`. All else that FedAvg
    takes goes to it: `fraction_train`, `min_train_nodes`, `fraction_evaluate` and so on.
    `weighted_by_key` names the number of examples in a reply's metrics.

    The metrics of a round have `skymask.accepted`, `.filtered`, `.quarantined`, `.incomplete`,
    `.committed`, `.version`, `.replies` and `.missing`, for each client left out
    `skymask.<client>.<reason>` = 1, and the mean of what the accepted clients have measured.
    `outcomes` has all of it by Flower's round, with the sentences.
    """

    def __init__(
        self,
        updates: Location,
        models: Location,
        rounds: Rounds,
        *,
        names: Mapping[int, str] | None = None,
        keys: "Location | None" = None,
        storage_options: Options | None = None,
        **fedavg: Any,
    ) -> None:
        super().__init__(**fedavg)
        self._names = dict(names or {})
        for name, nodes in Counter(map(check_client_id, self._names.values())).items():
            if nodes > 1:
                raise UpdateError(f"names has {name} for {nodes} nodes, expected one")
        self._keys: PublicKeys = read_keys(keys, storage_options) if keys is not None else {}
        self._relay = Relay(updates, models, rounds, storage_options)
        self._asked: set[int] = set()
        self.outcomes: dict[int, Outcome] = {}

    @property
    def version(self) -> int:
        """The version that stands; 0 is the initial model."""
        return self._relay.base.round

    def remaining(self, num_rounds: int) -> int:
        """How many rounds are left to version `num_rounds`.

        A server that was killed and is started again with this number goes on where it was.
        """
        return max(0, num_rounds - self._relay.refresh().round)

    def arrays(self) -> ArrayRecord:
        """The version that stands, as nodes get it."""
        return of_model(self._relay.base)

    def summary(self) -> None:
        """Logs how the strategy is configured."""
        log(INFO, "\t├──> Version %d of %s", self.version, self._relay.base.federation)
        super().summary()

    def start(
        self,
        grid: Grid,
        initial_arrays: ArrayRecord | None = None,
        num_rounds: int = 3,
        timeout: float = 3600,
        train_config: ConfigRecord | None = None,
        evaluate_config: ConfigRecord | None = None,
        evaluate_fn: Callable[[int, ArrayRecord], MetricRecord | None] | None = None,
    ) -> Result:
        """As Flower's, from the newest version: `initial_arrays` may be left out and is not used.

        Version 0 is published by `skymask init`; nodes that trained from other values would send
        updates that fit nothing.
        """
        self._relay.refresh()
        if initial_arrays is not None:
            log(INFO, "initial_arrays is not used: nodes get version %d", self.version)
        start = self.arrays()
        result = super().start(
            grid, start, num_rounds, timeout, train_config, evaluate_config, evaluate_fn
        )
        if not num_rounds:
            result.arrays = start
        return result

    def configure_train(
        self,
        server_round: int,
        arrays: ArrayRecord,  # noqa: ARG002 (the newest version is sent)
        config: ConfigRecord,
        grid: Grid,
    ) -> Iterable[Message]:
        """Sends the newest version, with what a client must know to sign."""
        base = self._relay.refresh()
        config[RECORD] = order.to_bytes(base)
        messages = list(super().configure_train(server_round, of_model(base), config, grid))
        self._asked = {message.metadata.dst_node_id for message in messages}
        return messages

    def aggregate_train(
        self, server_round: int, replies: Iterable[Message]
    ) -> tuple[ArrayRecord | None, MetricRecord | None]:
        """Writes the replies as uploads, has the round run, and returns what stands then."""
        if not self._asked:  # with fraction_train = 0, as in FedAvg
            return self.arrays(), None
        measured: dict[str, RecordDict] = {}
        answered: set[int] = set()
        writes = self._relay.begin()
        for reply in replies:
            node = reply.metadata.src_node_id
            if node not in self._asked:
                log(WARNING, "node %d was not asked: its reply is left out", node)
                continue
            answered.add(node)
            client = self._take(node, reply) if writes else None
            if client is not None and reply.has_content():
                measured[client] = RecordDict(dict(reply.content.metric_records))
        outcome = self._relay.finish() if writes else self._relay.late()
        self.outcomes[server_round] = outcome
        for line in describe(outcome):
            log(INFO, "%s", line)
        metrics = self._measures(outcome, measured)
        metrics |= outcome.metrics()
        metrics["skymask.replies"] = len(answered)
        metrics["skymask.missing"] = len(self._asked - answered)
        return self.arrays(), MetricRecord(metrics)

    def aggregate_evaluate(
        self,
        server_round: int,  # noqa: ARG002 (Flower calls it so)
        replies: Iterable[Message],
    ) -> MetricRecord | None:
        """FedAvg's mean over the replies that can be averaged: no node stops it for the others."""
        valid, _ = self._check_and_log_replies(list(replies), is_train=False, validate=False)
        contents = consistent([reply.content for reply in valid], self.weighted_by_key)
        if len(contents) < len(valid):
            log(WARNING, "%d evaluations were left out", len(valid) - len(contents))
        return self.evaluate_metrics_aggr_fn(contents, self.weighted_by_key) if contents else None

    def _take(self, node: int, reply: Message) -> str | None:
        """Writes what a node has sent, whatever it is; the client, or None where it is left out."""
        if reply.has_error():
            log(WARNING, "node %d could not train: %s", node, reply.error.reason)
        records = dict(reply.content.array_records) if reply.has_content() else {}
        signed = files_of(records.pop(RECORD)) if RECORD in records else {}
        client = self._client(node, signed)
        if self._relay.is_taken(client):
            log(WARNING, "%s has sent two updates: that of node %d is left out", client, node)
            return None
        if signed:
            self._relay.pass_on(client, signed)
        else:
            # Several records: as if it were one. What stands twice is one too many.
            state: dict[str, object] = {}
            for name, record in records.items():
                for key, array in Arrays(record).items():
                    state[key if key not in state else f"{name}: {key}"] = array
            # Nothing at all is quarantined for its missing values, not for the count beside them.
            self._relay.receive(client, state, self._examples(reply) if state else 1)
        for name in list(reply.content.array_records) if reply.has_content() else ():
            del reply.content[name]  # one reply after the other leaves memory
        return client

    def _examples(self, reply: Message) -> object:
        """What the reply says of its number of examples, which may be anything."""
        records = reply.content.metric_records.values() if reply.has_content() else ()
        return next((r[self.weighted_by_key] for r in records if self.weighted_by_key in r), None)

    def _client(self, node: int, signed: Mapping[str, bytes]) -> str:
        if node in self._names:
            return self._names[node]
        manifest = signer(signed.get(SIGNED, b""), self._keys)
        base = self._relay.base
        expected = (base.federation, base.round + 1, base.digest)
        # An envelope of another round may be anybody's who has seen it.
        if manifest and (manifest.federation, manifest.round, manifest.base_model) == expected:
            return manifest.client
        return f"node-{node}"

    def _measures(
        self, outcome: Outcome, measured: Mapping[str, RecordDict]
    ) -> dict[str, int | float | list[int] | list[float]]:
        """The mean of what the accepted clients have measured, such as their training loss."""
        accepted = [each.client for each in outcome.verdicts if each.verdict == "accepted"]
        contents = [measured[client] for client in accepted if client in measured]
        contents = consistent(contents, self.weighted_by_key)
        if not contents:
            return {}
        return dict(self.train_metrics_aggr_fn(contents, self.weighted_by_key))
