"""What all measurements need: the build, a round's files, the machine, results as JSON."""
import datetime
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parents[2]
HERE = HOME / "src/bench"
OUT = HOME / "target/bench"
BUSY = 0.5


class Problem(Exception):
    """Something that the caller of jobs/bench can mend."""


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def java():
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else "java"


def built():
    """Builds what has never been built, and warns of a build that is older than its sources."""
    target = HOME / "target"
    jars = [jar for jar in target.glob("skymask-spark-*.jar") if not jar.name.endswith("-app.jar")]
    listed = target / "test-classes/META-INF/BenchmarkList"
    if not jars or not listed.exists() or not (target / "bench.classpath").exists():
        say("building (once)")
        subprocess.run(["mvn", "-B", "-q", "-DskipTests", "-Dspotless.check.skip=true", "-Djacoco.skip=true",
                        "-Dskymask.app.skip=true", "-Dskymask.fixtures.skip=false", "package"], cwd=HOME, stdout=sys.stderr, check=True)
    elif newest("main") > max(jar.stat().st_mtime for jar in jars) or newest("bench") > listed.stat().st_mtime:
        say("sources are newer than the build: mvn package -DskipTests -Dskymask.app.skip")


def newest(kind):
    """When the last of these sources was changed."""
    return max(file.stat().st_mtime for file in (HOME / "src" / kind).rglob("*.java"))


def require_torch():
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as missing:
        raise Problem(wanted(missing)) from None
    if not any(pathlib.Path(place, "torch/__init__.py").exists() for place in sys.path):
        raise Problem(wanted("no module named torch"))


def wanted(missing):
    return (f"{sys.executable}: {missing}. The files of a round and the yardstick need torch, numpy and pyarrow:"
            " pip install torch numpy pyarrow, or set SKYMASK_BENCH_PYTHON to a Python that has them")


def files(model, clients, folder=OUT, repeat=False):
    """The folder of a round's files, made if it is not there."""
    name = f"{model.replace(':', '')}-{clients}{'-repeated' if repeat else ''}"
    place = pathlib.Path(folder).resolve() / name
    if not (place / "skymask.conf").exists():
        require_torch()
        shutil.rmtree(place, ignore_errors=True)
        say(f"writing the files of {clients} x {model} to {place}")
        command = [sys.executable, HERE / "generate.py", place, "--model", model, "--clients", str(clients)]
        if subprocess.run([*command, *(["--repeat-files"] if repeat else [])], stdout=sys.stderr).returncode:
            shutil.rmtree(place, ignore_errors=True)
            raise Problem(f"the files of {clients} x {model} could not be made")
    return place


def parameters(place):
    """D of the model in a folder."""
    layout = json.loads(next(place.glob("models/round=0/attempt=*/layout.json")).read_text())
    total = 0
    for tensor in layout["tensors"]:
        size = 1
        for extent in tensor["shape"]:
            size *= extent
        total += size if tensor["trainable"] else 0
    return total


def first_line(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    except OSError:
        return None
    lines = [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("Picked up ")]
    return lines[0] if lines else None


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def machine():
    """What a figure depends on; load is that of the minute before."""
    load = os.getloadavg()[0]
    if load > BUSY:
        say(f"other work is running here (load {load:.1f}): figures taken now are worth little")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "processor": processor(), "cores": len(os.sched_getaffinity(0)), "memoryBytes": memory,
        "kernel": platform.release(), "java": first_line([java(), "-version"]), "python": platform.python_version(),
        "revision": first_line(["git", "describe", "--always", "--dirty"]), "load": load,
        "javaOptions": os.environ.get("SKYMASK_JAVA_OPTS", ""), "sparkHome": os.environ.get("SPARK_HOME", ""),
        "submitOptions": os.environ.get("SKYMASK_SUBMIT_OPTS", "")}


def described(found):
    return (f"{found['processor']}, {found['cores']} cores, {found['memoryBytes'] / 2 ** 30:.0f} GiB; {found['java']};"
            f" {found['date'][:10]}, revision {found['revision']}, load {found['load']:.1f}")


def write(name, content, folder=OUT):
    path = pathlib.Path(folder).resolve() / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1))
    print(f"\nWritten: {path}")


def table(head, rows):
    """A Markdown table, its columns aligned."""
    lines = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines]
    return "\n".join([text[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *text[1:]])


def significant(value, digits=3):
    """0.0123, 4.56, 789, 12,345."""
    if value == 0:
        return "0"
    rounded = float(f"{value:.{digits}g}")
    decimals = max(0, digits - 1 - int(f"{rounded:e}".split("e")[1]))
    return f"{rounded:,.{decimals}f}"
