"""What the tests with Flower and NVIDIA FLARE share: their federation, and processes of programs."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil

PROJECT = Path(__file__).parents[3]
sys.path.insert(0, str(PROJECT / "src/test/python/flower"))

from digits import task  # noqa: E402

ENVIRONMENT = {
    **os.environ,
    "SKYMASK_HOME": str(PROJECT),
    "SPARK_HOME": "",
    # A round of such a model is over before a second compiler pays.
    "SKYMASK_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
    "PYTHONPATH": str(PROJECT / "clients/python/src"),
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    # Nothing here tells anybody of the tests.
    "FLWR_TELEMETRY_ENABLED": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "OMP_NUM_THREADS": "1",
}
VERSION_0 = PROJECT / "src/test/resources/golden/digits-none/models/round=0"


def skymask(directory, command, *options):
    """The answer of jobs/skymask, whose exit code must be 0."""
    line = [PROJECT / "jobs/skymask", command, "--config", directory / "digits.conf", *options]
    done = subprocess.run(
        [*map(str, line), "--json"], env=ENVIRONMENT, cwd=PROJECT, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def prepare(directory, *options):
    """Data, configuration and version 0."""
    script = PROJECT / "src/test/python/digits_federation.py"
    subprocess.run([sys.executable, script, directory, *options], env=ENVIRONMENT, check=True)
    (attempt,) = VERSION_0.glob("attempt=*")
    skymask(directory, "init", "--from", str(attempt))


def accuracy_without_attackers(weights, directory, rounds):
    """Of the same rounds as plain averages of the seven honest silos, from version 0."""
    for number in range(1, rounds + 1):
        trained = [
            task.train(weights, *task.silo(directory, silo, flips=False), 100 * number + silo)[0]
            for silo in range(task.ATTACKERS, task.SILOS)
        ]
        weights = {name: np.mean([each[name] for each in trained], axis=0) for name in weights}
    features, labels = task.digits(directory)
    return task.accuracy(weights, features[task.TEST], labels[task.TEST])


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def process(log, *line, env=ENVIRONMENT):
    """A program that runs meanwhile; its messages go to the file."""
    with Path(log).open("wb") as out:
        started = subprocess.Popen(
            [*map(str, line)],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=env,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        end(started, signal.SIGTERM)


def end(started, how):
    """Ends a program and whatever it has started, in sessions of their own too, and waits for all."""
    try:
        family = psutil.Process(started.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, how)
    for each in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.send_signal(how)
    started.wait()
    for each in psutil.wait_procs(family, timeout=20)[1]:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()


def wait(until, *running):
    """Waits for something that these processes do; fails where one of them ends before."""
    while not until():
        for each in running:
            assert each.poll() is None, f"{each.args} has ended with {each.returncode}"
        time.sleep(0.2)


def holding(directory):
    """A command that runs what it is given, but holds round 2 back for ever when it first comes."""
    script = directory / "hold"
    script.write_text(
        """#!/bin/sh
case "$*" in
  *"--round 2 "*) if mkdir "$0.once" 2>/dev/null; then echo $$ >"$0.new"; mv "$0.new" "$0.pid"
    exec sleep infinity; fi ;;
esac
exec "$@"
"""
    )
    script.chmod(0o755)
    return script


def parent_of(pid):
    """The process that has started this one."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
