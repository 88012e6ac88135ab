"""Flower for real, run by FlowerIT: a simulation, and a SuperLink with SuperNodes as processes."""

import contextlib
import json
import os
import signal
import socket
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from federation_processes import (
    ENVIRONMENT,
    PROJECT,
    accuracy_without_attackers,
    free_port,
    holding,
    parent_of,
    prepare,
    process,
    skymask,
    task,
    wait,
)

from skymask_client import generate_key_pair, read_model

APP = PROJECT / "src/test/python/flower"
PATIENT = f"{ENVIRONMENT['PYTHONPATH']}:{PROJECT / 'src/test/python/patience'}"
FLOWER = {**ENVIRONMENT, "PYTHONPATH": PATIENT}


@contextlib.contextmanager
def superlink(directory, *options):
    """A SuperLink, and the environment in which `flwr run` knows it as `test`."""
    port, log = free_port(), directory / "superlink.log"
    home = directory / "flwr"
    home.mkdir()
    (home / "config.toml").write_text(
        f'[superlink]\ndefault = "test"\n[superlink.test]\n'
        f'address = "127.0.0.1:{port}"\ninsecure = true\n'
    )
    line = ["flower-superlink", "--insecure", "--host", "127.0.0.1", "--port", port, *options]
    with process(log, *line, "--disable-runtime-dependency-installation", env=FLOWER) as link:
        wait(lambda: answers(port), link)
        yield port, {**FLOWER, "FLWR_HOME": str(home)}


def answers(port):
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def run(directory, environment, *options, **config):
    """`flwr run` with its log, up to the run's end."""
    given = " ".join(f"{name}={json.dumps(value)}" for name, value in config.items())
    line = ["flwr", "run", APP, "test", "--stream", "--run-config", f'directory="{directory}" {given}']
    done = subprocess.run(
        [*map(str, line), *options], env=environment, stdout=subprocess.PIPE, text=True
    )
    result = directory / "result.json"
    return json.loads(result.read_text()) if result.exists() else None, done.stdout


def test_a_simulation_leaves_out_who_flips_labels_and_quarantines_odd_replies(tmp_path):
    prepare(tmp_path)
    start = dict(read_model(tmp_path / "models").tensors)
    with superlink(tmp_path, "--simulation") as (_, environment):
        nodes = ["--federation-config", "num-supernodes=16"]
        result, said = run(tmp_path, environment, *nodes, nodes=16)
    assert result, said
    assert result["version"] == 3
    for number in ("1", "2", "3"):
        metrics = result["train"][number]
        counts = [metrics[f"skymask.{name}"] for name in ("accepted", "filtered", "quarantined")]
        assert counts == [7, 3, 6], result["verdicts"][number]
        assert metrics["skymask.committed"] == 1
        assert metrics["skymask.version"] == int(number)
        reasons = Counter(reason for _, reason, _ in result["verdicts"][number].values())
        assert reasons == {
            None: 7,
            "masked-out": 3,
            "unknown-tensor": 2,  # another name, another shape
            "non-finite": 1,
            "missing-values": 2,  # an empty reply, an error
            "bad-manifest": 1,  # no number of examples
        }
        # As much comes out as metrics of the round.
        told = Counter(name.rpartition(".")[2] for name in metrics if ".node-" in name)
        assert told == {name: n for name, n in reasons.items() if name}
    # The accepted nodes' own measurements: not those of the others.
    losses = [result["train"][number]["train-loss"] for number in ("1", "2", "3")]
    assert losses == sorted(losses, reverse=True)
    expected = accuracy_without_attackers(start, tmp_path, 3)
    assert result["test"]["3"]["accuracy"] == pytest.approx(expected, abs=0.01)
    # Evaluation goes through as ever; one node that measures other things does not stop it.
    assert result["evaluate"]["3"]["accuracy"] > result["evaluate"]["1"]["accuracy"]


@contextlib.contextmanager
def supernodes(directory, port):
    """Ten silos, each with its own key."""
    keys = directory / "keys"
    nodes = []
    with contextlib.ExitStack() as stack:
        for silo in range(task.SILOS):
            client = f"site-{silo}"
            private, public = generate_key_pair(client, directory / "private")
            keys.mkdir(exist_ok=True)
            public.rename(keys / public.name)
            config = f'partition-id={silo} skymask-client="{client}" skymask-key="{private}"'
            line = ["flower-supernode", "--insecure", "--superlink", f"127.0.0.1:{port}"]
            place = ["--host", "127.0.0.1", "--port", free_port()]
            log = directory / f"{client}.log"
            given = [*line, *place, "--node-config", config]
            nodes.append(stack.enter_context(process(log, *given, env=FLOWER)))
        yield nodes


def test_a_superlink_with_supernodes_that_sign_goes_on_after_its_server_was_killed(tmp_path):
    prepare(tmp_path, "--keys")
    start = dict(read_model(tmp_path / "models").tensors)
    config = {"hold": str(holding(tmp_path)), "evaluate": False}
    with superlink(tmp_path) as (port, environment), supernodes(tmp_path, port) as nodes:
        with process(
            tmp_path / "killed.log",
            *["flwr", "run", APP, "test", "--stream", "--run-config"],
            f'directory="{tmp_path}" hold="{config["hold"]}" evaluate=false',
            env=environment,
        ) as stream:
            held = tmp_path / "hold.pid"
            wait(held.exists, stream, *nodes)
            driver = int(held.read_text())
            server = parent_of(driver)
            assert "serverapp" in Path(f"/proc/{server}/cmdline").read_text()
            os.kill(server, signal.SIGKILL)
            os.kill(driver, signal.SIGKILL)
        assert not (tmp_path / "result.json").exists()
        assert read_model(tmp_path / "models").round == 1
        result, said = run(tmp_path, environment, **config)
    assert result, said
    assert result["version"] == 3
    assert list(result["train"]) == ["1", "2"]  # what was left to do
    out = [[f"site-{silo}", "filtered", "masked-out"] for silo in range(task.ATTACKERS)]
    for verdicts in result["verdicts"].values():
        assert len(verdicts) == task.SILOS
        assert [[c, *v[:2]] for c, v in sorted(verdicts.items()) if v[0] != "accepted"] == out
    # Signed by the silos: the server had no key to do it.
    envelopes = sorted((tmp_path / "updates/round=3").glob("client=*/_manifest.dsse.json"))
    assert len(envelopes) == task.SILOS
    assert not list((tmp_path / "updates").rglob("_manifest.json"))
    assert skymask(tmp_path, "verify")["ok"]
    found = read_model(tmp_path / "models").tensors
    features, labels = task.digits(tmp_path)
    accuracy = task.accuracy(found, features[task.TEST], labels[task.TEST])
    assert accuracy == pytest.approx(accuracy_without_attackers(start, tmp_path, 3), abs=0.01)
