import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skymask_client import (
    Commit,
    Model,
    dsse,
    generate_key_pair,
    load_private_key,
    read_model,
    submit,
)
from skymask_client.layout import Layout, TensorSpec
from skymask_client.relay import Outcome, Relay, client_id
from skymask_client.rounds import Ended
from skymask_client.shards import read_shards
from skymask_client.standing import Verdict
from skymask_client.trusted import read_keys, signer
from tests.federation import commit


class Server:
    """Accepts every upload, and commits the base again as the next version."""

    def __init__(self, directory: Path, base: Model) -> None:
        self.directory, self.base = directory, base
        self.seen: list[str] = []

    def run(self, round: int) -> Ended:  # noqa: A002
        uploads = self.directory / f"updates/round={round}"
        self.seen = sorted(path.parent.name for path in uploads.glob("*/_manifest*"))
        base = read_model(self.directory / "models")
        clients = [name.removeprefix("client=") for name in self.seen]
        models = self.directory / "models"
        commit(models, round, base.layout, base.tensors, base.digest, accepted=clients)
        return Ended(0)


@pytest.fixture
def version(tmp_path: Path, base: Model) -> Model:
    commit(tmp_path / "models", 0, base.layout, base.tensors)
    return read_model(tmp_path / "models")


def relay(directory: Path, base: Model) -> tuple[Relay, Server]:
    server = Server(directory, base)
    return Relay(directory / "updates", directory / "models", server), server


def manifest(directory: Path, client: str, number: int = 1) -> dict[str, Any]:
    path = directory / f"updates/round={number}/client={client}/_manifest.json"
    found = json.loads(path.read_bytes())
    assert isinstance(found, dict)
    return found


def test_a_round_of_another_server_goes_from_updates_to_the_next_version(
    tmp_path: Path, version: Model
) -> None:
    server, rounds = relay(tmp_path, version)
    assert server.begin()
    server.receive("site-a", version.tensors, 600)
    assert server.is_taken("site-a")
    outcome = server.finish()
    assert (outcome.outcome, outcome.committed, outcome.version) == ("committed", True, 1)
    assert server.base.round == 1
    sent = manifest(tmp_path, "site-a")
    assert (sent["kind"], sent["examples"], sent["round"]) == ("weights", 600, 1)
    assert rounds.seen == ["client=site-a"]


def test_a_server_that_begins_again_replaces_its_own_uploads_and_nobody_elses(
    tmp_path: Path, version: Model
) -> None:
    submit(tmp_path / "updates", version, "site-of-its-own", version.tensors, examples=1)
    killed, _ = relay(tmp_path, version)
    killed.begin()
    killed.receive("node-1", version.tensors, 600)
    killed.receive("node-2", version.tensors, 600)
    server, rounds = relay(tmp_path, version)
    server.begin()
    server.receive("node-3", version.tensors, 600)
    server.finish()
    assert rounds.seen == ["client=node-3", "client=site-of-its-own"]


def test_a_round_that_somebody_else_has_run_meanwhile_is_late(
    tmp_path: Path, version: Model
) -> None:
    server, rounds = relay(tmp_path, version)
    rounds.run(1)
    assert not server.begin()
    outcome = server.late()
    assert (outcome.outcome, outcome.committed, outcome.version) == ("late", False, 1)
    assert server.base.round == 1
    assert server.begin()


@pytest.mark.parametrize(
    ("examples", "written"),
    [
        (600, 600),
        (600.0, 600),
        (np.int64(3), 3),
        (0, 0),
        (-1, -1),
        *((odd, None) for odd in (1.5, "many", float("nan"), float("inf"), True, [1], None)),
    ],
)
def test_a_count_is_written_as_it_came_where_json_has_it(
    tmp_path: Path, version: Model, examples: object, written: object
) -> None:
    server, _ = relay(tmp_path, version)
    server.begin()
    server.receive("site-a", version.tensors, examples)
    assert manifest(tmp_path, "site-a")["examples"] == written


def rows(directory: Path, client: str = "site-a") -> dict[str, Any]:
    import pyarrow.parquet as pq

    folder = directory / f"updates/round=1/client={client}"
    table = pq.read_table(folder / "part-0.parquet").to_pylist()
    return {row["tensor"]: row["values"] for row in table}


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ({}, []),
        ({"0.weight": None}, ["0.weight, as no array of numbers"]),
        ({"0.bias": np.zeros((2, 5))}, ["0.bias, as float64[2, 5], not [10]"]),
        ({"0.bias": np.zeros(10, np.int64)}, ["0.bias, as int64[10], not [10]"]),
        ({"0.bias": np.zeros(10, np.complex64)}, ["0.bias, as complex64[10], not [10]"]),
        ({"b": np.zeros(1000), "a": np.zeros(1000)}, ["a"]),
        ({"x\ud800": np.zeros(1)}, ["x?"]),
        ({"n" * 5000: np.zeros(1)}, ["n" * 200]),
        ({"counter": np.zeros((), np.int64)}, []),
        ({"0.bias": np.array([object()])}, ["0.bias, as no array of numbers"]),
        ({7: np.zeros(1)}, ["7"]),
    ],
)
def test_what_no_shard_can_hold_is_told_by_a_name(
    tmp_path: Path, version: Model, state: Mapping[str, Any], found: list[str]
) -> None:
    server, _ = relay(tmp_path, version)
    server.begin()
    server.receive("site-a", state, 1)
    assert list(rows(tmp_path)) == found


def test_values_are_written_as_they_came(tmp_path: Path, version: Model) -> None:
    state = {f"module.{name}": np.asarray(a, np.float64) for name, a in version.tensors.items()}
    state["module.0.bias"][3] = np.nan
    state["module.0.weight"][0, 0] = 1e300
    server, _ = relay(tmp_path, version)
    server.begin()
    server.receive("site-a", state, 1)
    folder = tmp_path / "updates/round=1/client=site-a"
    content = (folder / "part-0.parquet").read_bytes()
    specs = [TensorSpec(s.name, (s.size,), "state") for s in version.layout.tensors]
    read = read_shards(specs, [("part-0.parquet", content)])
    assert np.isnan(read["0.bias"][3])
    assert np.isinf(read["0.weight"][0])


def test_frozen_and_tied_tensors(tmp_path: Path, version: Model) -> None:
    specs = [TensorSpec("0.weight", (10, 64), "frozen"), TensorSpec("0.bias", (10,), "trainable")]
    layout = Layout(version.layout.signature, tuple(specs))
    entry = version.commit
    told = Commit(entry.federation, 0, entry.attempt, None, entry.model, entry.files)
    tensors = version.tensors
    frozen = Model(told, layout, tensors, version.architecture, {"also": "0.bias"})
    from skymask_client.received import write_received
    from skymask_client.storage import Directory

    place = Directory.at(tmp_path / "updates/round=1/client=site-a")
    write_received(place, frozen, "site-a", {**tensors, "also": tensors["0.bias"]}, 1)
    assert list(rows(tmp_path)) == ["0.bias"]
    other = {**tensors, "0.weight": tensors["0.weight"] + 1, "also": tensors["0.bias"] + 1}
    write_received(place, frozen, "site-a", other, 1)
    names = ["also, with other values than 0.bias", "0.weight", "0.bias"]
    assert list(rows(tmp_path)) == names


def test_files_of_a_silo_pass_byte_for_byte_and_no_others(tmp_path: Path, version: Model) -> None:
    generate_key_pair("site-a", tmp_path)
    submit(
        tmp_path / "silo",
        version,
        "site-a",
        version.tensors,
        examples=1,
        key=tmp_path / "site-a.key.pem",
    )
    folder = tmp_path / "silo/round=1/client=site-a"
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    server, _ = relay(tmp_path, version)
    server.begin()
    odd = {"../../escaped.parquet": b"x", "_relayed": b"x", "a.txt": b"x", "/x.parquet": b"x"}
    large = {"z.parquet": bytes(1 << 22)}
    server.pass_on("site-a", {**odd, **files, **large})
    written = tmp_path / "updates/round=1/client=site-a"
    assert {p.name: p.read_bytes() for p in written.iterdir()} == {**files, "_relayed": b""}
    assert not list(tmp_path.rglob("escaped*"))


def test_a_signer_is_known_by_the_federations_keys(tmp_path: Path, version: Model) -> None:
    for client in ("site-a", "site-b"):
        generate_key_pair(client, tmp_path / "private")
    (tmp_path / "keys").mkdir()
    # Two valid keys of site-a, as while it rotates them.
    generate_key_pair("site-a", tmp_path / "old")
    (tmp_path / "old/site-a.pem").rename(tmp_path / "keys/site-a.pem")
    (tmp_path / "private/site-a.pem").rename(tmp_path / "keys/site-a.new.pem")
    (tmp_path / "private/site-b.pem").rename(tmp_path / "keys/site-b.pem")
    upload = submit(tmp_path / "u", version, "site-a", version.tensors, examples=1)
    payload = upload.manifest.to_bytes()

    def envelope(client: str, key: str) -> bytes:
        return dsse.sign(payload, client, load_private_key(tmp_path / key))

    keys = read_keys(tmp_path / "keys")
    for key in ("old/site-a.key.pem", "private/site-a.key.pem"):
        found = signer(envelope("site-a", key), keys)
        assert found is not None
        assert found.client == "site-a"
    assert signer(envelope("site-a", "private/site-b.key.pem"), keys) is None
    assert signer(envelope("site-b", "private/site-b.key.pem"), keys) is None  # names site-a
    assert signer(b"", keys) is None
    assert signer(b"[" * 100_000, keys) is None
    large = envelope("site-a", "old/site-a.key.pem") + b" " * (1 << 22)
    assert signer(large, keys) is None
    (tmp_path / "keys/site-a.revoked").touch()
    assert signer(envelope("site-a", "old/site-a.key.pem"), read_keys(tmp_path / "keys")) is None


def test_client_ids_on_disk_are_valid() -> None:
    assert client_id("site-1") == "site-1"
    names = ["clinic.example", "clinic/example", "é" * 100, "", "../..", "a\nb"]
    found = [client_id(name) for name in names]
    assert all(client_id(name) == name for name in found)
    assert len(set(found)) == len(names)


def test_an_outcome_as_numbers() -> None:
    verdicts = (
        Verdict("a", 4, "committed", "accepted"),
        Verdict("b", 4, "committed", "filtered", "masked-out"),
        Verdict("c", 4, "committed", "incomplete"),
    )
    assert Outcome("committed", True, 4, "", verdicts).metrics() == {
        "skymask.version": 4,
        "skymask.committed": 1,
        "skymask.accepted": 1,
        "skymask.filtered": 1,
        "skymask.quarantined": 0,
        "skymask.incomplete": 1,
        "skymask.b.masked-out": 1,
        "skymask.c.incomplete": 1,
    }
