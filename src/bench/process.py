"""Runs a command and tells what it took."""
import dataclasses
import os
import pathlib
import subprocess
import threading
import time

import project

TAIL = 15


@dataclasses.dataclass(frozen=True)
class Ended:
    """seconds of wall clock and processor; peak resident bytes of the command's own process."""
    output: str
    begun: float
    seconds: float
    processor: float
    peak: int


def run(command, log, environment=None, watch=None):
    """Standard output comes back, standard error goes to a file. A command that fails is a problem.

    watch is called with the process id in a thread of its own, and is to return when the process is gone.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "w") as errors:
        begun, clock = time.time(), time.perf_counter()
        child = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, stderr=errors, text=True,
                                 env={**os.environ, **(environment or {})})
        watcher = threading.Thread(target=watch, args=(child.pid,)) if watch else None
        if watcher:
            watcher.start()
        output = child.stdout.read()
        # Its own resources, not the largest of all children so far.
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - clock
        child.returncode = os.waitstatus_to_exitcode(status)
    if watcher:
        watcher.join()
    if child.returncode:
        last = "\n".join(log.read_text(errors="replace").splitlines()[-TAIL:])
        raise project.Problem(f"exit {child.returncode}: {' '.join(map(str, command))}\n{last}\n{output[-2000:]}\n(all of it: {log})")
    return Ended(output, begun, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def descendants(pid):
    """Processes below one, itself included."""
    found, at = [pid], 0
    while at < len(found):
        for task in pathlib.Path(f"/proc/{found[at]}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
        at += 1
    return found


def resident(pid):
    """Resident bytes; 0 when it is gone."""
    try:
        return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def stored(folder):
    """Bytes on disk below a folder whose files come and go."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(place, name)).st_blocks * 512
            except OSError:
                continue
    return total
