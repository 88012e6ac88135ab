"""The strategy and the mod without a server: FlowerIT runs them with Flower's processes."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("flwr", reason="needs Flower")

from flwr.app import (
    Array,
    ArrayRecord,
    ConfigRecord,
    Context,
    Error,
    Message,
    MetricRecord,
    RecordDict,
)
from flwr.supercore.task_identity import TaskIdentity

from skymask_client import Model, UpdateError, dsse, generate_key_pair, load_public_key, read_model
from skymask_client.flower import SkyMaskStrategy, order, skymask_mod
from skymask_client.flower.records import consistent, files_of, of_files, of_model, to_array
from skymask_client.layout import Layout
from skymask_client.rounds import CommandRounds, Ended, RoundsError
from skymask_client.shards import read_shards
from tests.federation import commit
from tests.test_relay import Server, manifest, rows

PROJECT = Path(__file__).parents[3]


def snippets(page: str) -> list[str]:
    text = (PROJECT / page).read_text(encoding="utf-8")
    found: list[str] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return found


@pytest.fixture(autouse=True)
def _in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flower knows the run of a process; messages name it."""
    for name in ("_task_id", "_run_id", "_node_id"):
        monkeypatch.setattr(TaskIdentity, name, 1)


@pytest.fixture
def version(tmp_path: Path, base: Model) -> Model:
    commit(tmp_path / "models", 0, base.layout, base.tensors)
    return read_model(tmp_path / "models")


def strategy(directory: Path, rounds: Any = None, **options: Any) -> SkyMaskStrategy:
    server = rounds or Server(directory, read_model(directory / "models"))
    return SkyMaskStrategy(directory / "updates", directory / "models", server, **options)


class Nodes:
    """A grid with these nodes."""

    def __init__(self, *nodes: int) -> None:
        self.nodes = nodes

    def get_node_ids(self) -> list[int]:
        return list(self.nodes)


def ask(asked: SkyMaskStrategy, *nodes: int) -> dict[int, Message]:
    grid: Any = Nodes(*nodes)
    messages = asked.configure_train(1, ArrayRecord(), ConfigRecord(), grid)
    found = {message.metadata.dst_node_id: message for message in messages}
    for node, message in found.items():
        # As the SuperLink does it.
        message.metadata.__dict__["_message_id"] = f"message-{node}"
    return found


def record(arrays: Mapping[str, Any]) -> ArrayRecord:
    return ArrayRecord({name: Array(np.array(array)) for name, array in arrays.items()})


def answer(message: Message, arrays: Mapping[str, Any], **metrics: Any) -> Message:
    measured = MetricRecord({"num-examples": 60, **metrics})
    return Message(RecordDict({"arrays": record(arrays), "metrics": measured}), reply_to=message)


def test_replies_become_uploads_and_the_committed_version_goes_back(
    tmp_path: Path, version: Model
) -> None:
    asked = strategy(tmp_path, names={2: "site-b"})
    messages = ask(asked, 1, 2)
    sent = messages[1].content["arrays"]
    assert {n: a.numpy().tolist() for n, a in sent.items()} == {
        n: a.tolist() for n, a in version.tensors.items()
    }
    replies = [answer(message, version.tensors) for message in messages.values()]
    arrays, metrics = asked.aggregate_train(1, replies)
    assert asked.version == 1
    assert arrays is not None
    assert list(arrays) == list(version.tensors)
    assert metrics is not None
    told = ("committed", "version", "replies", "missing")
    assert [metrics[f"skymask.{name}"] for name in told] == [1, 1, 2, 0]
    assert manifest(tmp_path, "node-1")["examples"] == 60
    assert manifest(tmp_path, "site-b")["client"] == "site-b"
    assert asked.remaining(3) == 2
    # One reply after the other leaves memory.
    assert not any(reply.content.array_records for reply in replies)


class Ends:
    def __init__(self, ended: Ended) -> None:
        self.ended = ended

    def run(self, round: int) -> Ended:  # noqa: A002
        return self.ended


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [(Ended(3, "too few"), "no-quorum"), (Ended(4, "the gate"), "rejected")],
)
def test_without_a_version_the_base_goes_back_and_the_metrics_say_so(
    tmp_path: Path, version: Model, ended: Ended, outcome: str
) -> None:
    asked = strategy(tmp_path, Ends(ended))
    messages = ask(asked, 1, 2)
    moved = {name: array + 1 for name, array in version.tensors.items()}
    arrays, metrics = asked.aggregate_train(1, [answer(m, moved) for m in messages.values()])
    assert arrays is not None
    assert metrics is not None
    assert arrays["0.bias"].numpy().tolist() == version.tensors["0.bias"].tolist()
    assert (metrics["skymask.committed"], metrics["skymask.version"]) == (0, 0)
    assert (asked.outcomes[1].outcome, asked.outcomes[1].why) == (outcome, ended.why)


def test_a_round_that_fails_raises_and_is_never_averaged(tmp_path: Path, version: Model) -> None:
    program = "import os; os.kill(os.getpid(), 9)"
    asked = strategy(tmp_path, CommandRounds([sys.executable, "-c", program]))
    messages = ask(asked, 1, 2)
    with pytest.raises(RoundsError, match="round 1 was ended by SIGKILL"):
        asked.aggregate_train(1, [answer(m, version.tensors) for m in messages.values()])


def test_odd_replies_are_written_for_admission_to_judge(tmp_path: Path, version: Model) -> None:
    asked = strategy(tmp_path)
    messages = ask(asked, *range(1, 7))
    named = dict(version.tensors)
    replies = [
        answer(messages[1], {**named, "0.weight": named["0.weight"].T.copy()}),
        Message(RecordDict({"metrics": MetricRecord({"num-examples": 3})}), reply_to=messages[2]),
        Message(Error(code=1, reason="out of memory"), reply_to=messages[3]),
        Message(
            RecordDict({"a": record(named), "b": record(named), "m": MetricRecord({"x": 1})}),
            reply_to=messages[4],
        ),
        answer(messages[5], {**named, "0.bias": np.full(10, np.nan, np.float32)}),
        answer(messages[5], named),  # a second one
    ]
    stranger = answer(messages[6], named)
    stranger.metadata.__dict__["_src_node_id"] = 99
    _, metrics = asked.aggregate_train(1, [*replies, stranger])
    assert next(iter(rows(tmp_path, "node-1"))) == "0.weight, as float32[64, 10], not [10, 64]"
    for client in ("node-2", "node-3"):
        assert rows(tmp_path, client) == {}
        assert manifest(tmp_path, client)["examples"] == 1
    assert "b: 0.bias" in rows(tmp_path, "node-4")
    assert manifest(tmp_path, "node-4")["examples"] is None
    assert np.isnan(rows(tmp_path, "node-5")["0.bias"]).all()
    assert not (tmp_path / "updates/round=1/client=node-99").exists()
    assert metrics is not None
    assert (metrics["skymask.replies"], metrics["skymask.missing"]) == (5, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"\x93NUMPY",
        b"\x93NUMPY\x01\x00\x10\x00{'descr': '<f4',",
        b"\x93NUMPY\x09\x00",
    ],
)
def test_bytes_that_are_no_array(data: bytes) -> None:
    assert to_array(Array("float32", (1,), "numpy.ndarray", data)) is None


def test_an_array_is_as_long_as_its_bytes() -> None:
    honest = Array(np.arange(6, dtype=np.float32).reshape(2, 3))
    found = to_array(honest)
    assert found is not None
    assert found.tolist() == [[0, 1, 2], [3, 4, 5]]
    columns = to_array(Array(np.asfortranarray(honest.numpy())))
    assert columns is not None
    assert columns.tolist() == found.tolist()
    for data in (honest.data[:-1], honest.data + b"x", honest.data.replace(b"(2, 3)", b"(2,-3)")):
        assert to_array(Array("float32", (2, 3), "numpy.ndarray", data)) is None
    large = honest.data.replace(b"(2, 3), }      ", b"(2, 30000000)}")
    assert to_array(Array("float32", (2, 3), "numpy.ndarray", large)) is None
    assert to_array(Array("float32", (2, 3), "pickle", honest.data)) is None


def test_evaluations_that_cannot_be_averaged_are_left_out(tmp_path: Path, version: Model) -> None:
    asked = strategy(tmp_path)
    messages = ask(asked, 1, 2, 3, 4, 5)

    def measured(node: int, **metrics: Any) -> Message:
        return Message(RecordDict({"metrics": MetricRecord(metrics)}), reply_to=messages[node])

    replies = [
        measured(1, accuracy=float("nan"), **{"num-examples": 10}),
        measured(2, accuracy=0.5, **{"num-examples": 10}),
        measured(3, accuracy=1.0, **{"num-examples": 10}),
        measured(4, accuracy=1.0, other=1, **{"num-examples": 10}),
        measured(5, accuracy=0.0, **{"num-examples": -1e9}),
    ]
    metrics = asked.aggregate_evaluate(1, replies)
    assert metrics is not None
    assert dict(metrics) == {"accuracy": 0.75}
    assert asked.aggregate_evaluate(1, []) is None
    assert consistent([], "num-examples") == []


def context(**config: Any) -> Context:
    settings: Any = {name.replace("_", "-"): value for name, value in config.items()}
    return Context(1, 2, settings, RecordDict(), {})


def test_a_signed_reply_passes_byte_for_byte_under_the_signers_name(
    tmp_path: Path, version: Model
) -> None:
    private, public = generate_key_pair("site-a", tmp_path / "private")
    (tmp_path / "keys").mkdir()
    key = load_public_key(public)
    public.rename(tmp_path / "keys/site-a.pem")
    asked = strategy(tmp_path, keys=tmp_path / "keys")
    messages = ask(asked, 1, 2)
    silo = context(skymask_client="site-a", skymask_key=str(private))

    def train(message: Message, context: Context) -> Message:
        return answer(message, {n: a + 0.5 for n, a in version.tensors.items()}, loss=0.5)

    reply = skymask_mod(messages[1], silo, train)
    files = files_of(reply.content.array_records["skymask"])
    client, payload = dsse.verify(files["_manifest.dsse.json"], {"site-a": key})
    assert client == "site-a"
    assert version.digest.encode() in payload
    # Another node that has seen the envelope of an earlier round does not get the name.
    old = {**files, "_manifest.dsse.json": files["_manifest.dsse.json"][:-3] + b'"}]}'}
    forged = Message(
        RecordDict({"skymask": of_files(old), "m": MetricRecord({})}), reply_to=messages[2]
    )
    asked.aggregate_train(1, [forged, reply])
    folder = tmp_path / "updates/round=1/client=site-a"
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {**files, "_relayed": b""}
    assert (tmp_path / "updates/round=1/client=node-2/_manifest.dsse.json").exists()
    # The same envelope in the next round: signed, and of another round.
    messages = ask(asked, 1, 2)
    replayed = Message(
        RecordDict({"skymask": of_files(files), "m": MetricRecord({})}), reply_to=messages[2]
    )
    asked.aggregate_train(2, [replayed])
    assert [p.name for p in (tmp_path / "updates/round=2").iterdir()] == ["client=node-2"]


def test_the_mod_signs_only_what_fits(tmp_path: Path, version: Model) -> None:
    private, _ = generate_key_pair("site-a", tmp_path / "private")
    silo = context(skymask_client="site-a", skymask_key=str(private))
    message = ask(strategy(tmp_path), 1, 2)[1]

    def nan(message: Message, context: Context) -> Message:
        return answer(message, {n: a * np.nan for n, a in version.tensors.items()})

    with pytest.raises(UpdateError, match="not finite"):
        skymask_mod(message, silo, nan)
    with pytest.raises(UpdateError, match="has no skymask-client: start the SuperNode with"):
        skymask_mod(message, context(), nan)
    other = Message(RecordDict(), dst_node_id=1, message_type="evaluate")
    assert skymask_mod(other, context(), lambda m, c: m) is other
    plain = RecordDict({"arrays": of_model(version), "config": ConfigRecord({})})
    untold = Message(plain, dst_node_id=1, message_type="train")
    with pytest.raises(UpdateError, match="is it SkyMaskStrategy"):
        skymask_mod(untold, silo, nan)


def test_the_mod_refuses_arrays_that_are_not_the_version(version: Model) -> None:
    told = order.to_bytes(version)
    assert order.to_model(told, version.tensors).digest == version.digest
    from skymask_client import CorruptError

    with pytest.raises(CorruptError, match="the strategy says"):
        order.to_model(told, {n: a + 1 for n, a in version.tensors.items()})


def test_where_nobody_is_asked_to_train_no_round_is_run(tmp_path: Path, version: Model) -> None:
    asked = strategy(tmp_path, Ends(Ended(4)), fraction_train=0.0)
    assert ask(asked, 1, 2) == {}
    arrays, metrics = asked.aggregate_train(1, [])
    assert arrays is not None
    assert metrics is None
    assert asked.outcomes == {}


def test_names_are_valid_and_of_one_node_each(tmp_path: Path, version: Model) -> None:
    with pytest.raises(UpdateError, match="client id 'a/b'"):
        strategy(tmp_path, names={1: "a/b"})
    with pytest.raises(UpdateError, match="names has site-a for 2 nodes"):
        strategy(tmp_path, names={1: "site-a", 2: "site-a"})


def quickstart() -> Any:
    """The network of Flower's quickstart with PyTorch."""
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    nn = torch.nn

    class Net(nn.Module):  # type: ignore[misc, name-defined, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.conv1, self.conv2 = nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)
            self.pool = nn.MaxPool2d(2, 2)
            self.fc1, self.fc2 = nn.Linear(16 * 5 * 5, 120), nn.Linear(120, 84)
            self.fc3 = nn.Linear(84, 10)

        def forward(self, x: Any) -> Any:
            x = self.pool(self.conv1(x).relu())
            x = self.pool(self.conv2(x).relu()).flatten(1)
            return self.fc3(self.fc2(self.fc1(x).relu()).relu())

    return Net


@pytest.mark.parametrize("page", ["README.md", "src/site/markdown/flower.md"])
def test_the_lines_of_the_page_turn_the_quickstart_into_a_filtered_one(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = quickstart()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SKYMASK_HOME", str(PROJECT))
    export, serve = (code for code in snippets(page) if "export_model" in code or "start(" in code)
    assert len([line for line in (export + serve).splitlines() if line]) <= 10
    exec(export, {"Net": net})
    # What `jobs/skymask init` does.
    layout = Layout.from_bytes(Path("version-0/layout.json").read_bytes())
    files = [(path.name, path.read_bytes()) for path in Path("version-0/parameters").iterdir()]
    commit(tmp_path / "models", 0, layout, read_shards(layout.tensors, files))
    seen = []

    def evaluate(server_round: int, arrays: ArrayRecord) -> MetricRecord:
        net().load_state_dict(arrays.to_torch_state_dict())
        seen.append(server_round)
        return MetricRecord({"accuracy": 0.1})

    names: dict[str, Any] = {"grid": Nodes(), "num_rounds": 0, "global_evaluate": evaluate}
    exec(serve.replace("/srv/quickstart", str(tmp_path)), names)
    assert isinstance(names["strategy"], SkyMaskStrategy)
    assert seen == [0]
    assert list(names["result"].arrays) == list(net().state_dict())


def test_the_client_of_the_page_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = (code for code in snippets("src/site/markdown/flower.md") if "ClientApp" in code)
    names: dict[str, Any] = {"train": lambda message, context: message}
    exec(code, names)
    with pytest.raises(UpdateError, match="has no skymask-client"):
        names["app"](Message(RecordDict(), dst_node_id=1, message_type="train"), context())
