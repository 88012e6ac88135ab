"""NVIDIA FLARE for real, run by FlareIT: its simulator, with a server that is killed meanwhile."""

import signal
import sys

import pytest
from federation_processes import (
    PROJECT,
    accuracy_without_attackers,
    end,
    holding,
    prepare,
    process,
    skymask,
    task,
    wait,
)

from skymask_client import read_model
from skymask_client.standing import judged
from skymask_client.storage import Directory

JOB = PROJECT / "src/test/python/flare_job.py"


def test_the_simulator_leaves_out_who_flips_labels_and_goes_on_after_it_was_killed(tmp_path):
    prepare(tmp_path)
    start = dict(read_model(tmp_path / "models").tensors)
    line = [sys.executable, JOB, tmp_path, holding(tmp_path)]
    held = tmp_path / "hold.pid"
    with process(tmp_path / "killed.log", *line) as first:
        wait(held.exists, first)
        # The simulator with its server and the ten clients, and the round that the server waits for.
        end(first, signal.SIGKILL)
    assert read_model(tmp_path / "models").round == 1
    with process(tmp_path / "second.log", *line) as second:
        assert second.wait() == 0, (tmp_path / "second.log").read_text()
    version = read_model(tmp_path / "models")
    assert version.round == 3
    for number in (1, 2, 3):
        commit = read_model(tmp_path / "models", number).commit
        attempt = Directory.at(tmp_path / f"models/round={number}/attempt={commit.attempt}")
        _, found = judged(attempt, commit, number)
        verdicts = {each.client: each.reason for each in found}
        flippers = [f"site-{silo + 1}" for silo in range(task.ATTACKERS)]
        assert len(verdicts) == task.SILOS
        assert [c for c, reason in sorted(verdicts.items()) if reason] == flippers
        assert {verdicts[client] for client in flippers} == {"masked-out"}
    assert skymask(tmp_path, "verify")["ok"]
    features, labels = task.digits(tmp_path)
    accuracy = task.accuracy(version.tensors, features[task.TEST], labels[task.TEST])
    assert accuracy == pytest.approx(accuracy_without_attackers(start, tmp_path, 3), abs=0.01)
    # The verdicts are the round's metrics, which FLARE logs and other components see.
    said = (tmp_path / "second.log").read_text()
    assert "skymask: site-1 filtered: masked-out" in said
    assert "skymask: committed, version 3 stands; 7 accepted, 3 filtered" in said
