"""jobs/bench --training: how fast simulated clients train, beside a plain loop in PyTorch.

Both train the same number of clients for one epoch of plain SGD from the same architecture, one
thread a client, as many clients side by side as cores are asked for; the loop in PyTorch has a
process a core and no uploads, nor has the product here. Runs alternate in one call.
"""
import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import time

import project

MAIN = "org.skymask.simulate.federation.TrainingMeasure"


def options(parser):
    parser.add_argument("--model", default="cnn", choices=["cnn", "resnet20"])
    parser.add_argument("--cores", type=int, nargs="+", default=sorted({1, os.cpu_count()}))
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--examples", type=int, default=300, help="of a client")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--runs", type=int, default=10, help="of a turn, of which the fastest counts: the first ones meet a JIT compiler")


def product(chosen, cores):
    """Seconds of each run."""
    project.built()
    path = (project.HOME / "target/bench.classpath").read_text().strip()
    command = [project.java(), "@jobs/lib/java.options", "-XX:+UseParallelGC", "-cp", f"target/test-classes:target/classes:{path}", MAIN,
               *map(str, (chosen.model, cores, chosen.clients, chosen.examples, chosen.batch, chosen.runs))]
    done = subprocess.run(command, cwd=project.HOME, stdout=subprocess.PIPE, text=True, check=False,
                          env={**os.environ, "OMP_NUM_THREADS": "1"})
    if done.returncode:
        raise project.Problem("the product failed: see above")
    return [float(line) for line in done.stdout.split()]


def train(arguments):
    """A worker's clients, one after the other, in this process."""
    import generate
    import torch
    from torch import nn
    model_name, clients, examples, batch = arguments
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model, shape = generate.architecture(model_name)
    # As clients train here: batch norm by its running statistics.
    model.eval()
    features, labels = torch.rand(clients * examples, *shape), torch.randint(10, (clients * examples,))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01)
    start = {n: t.clone() for n, t in model.state_dict().items()}
    begun = time.perf_counter()
    for client in range(clients):
        model.load_state_dict(start)
        order = client * examples + torch.randperm(examples)
        for at in range(0, examples, batch):
            rows = order[at:at + batch]
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(features[rows]), labels[rows]).backward()
            optimiser.step()
    return time.perf_counter() - begun


def yardstick(chosen, cores):
    share = [chosen.clients // cores + (core < chosen.clients % cores) for core in range(cores)]
    work = [(chosen.model, clients, chosen.examples, chosen.batch) for clients in share]
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        pool.map(train, work)
        return [max(pool.map(train, work, chunksize=1)) for _ in range(chosen.runs)]


def main(arguments):
    parser = argparse.ArgumentParser(prog="jobs/bench --training", description=__doc__.split("\n\n", 1)[1])
    options(parser)
    chosen = parser.parse_args(arguments)
    project.require_torch()
    machine = project.machine()
    images, rows, found = chosen.clients * chosen.examples, [], []
    for cores in chosen.cores:
        turns = [(min(product(chosen, cores)), min(yardstick(chosen, cores))) for _ in range(chosen.turns)]
        ours, theirs = zip(*turns)
        speed = [images / statistics.median(seconds) for seconds in (ours, theirs)]
        shares = sorted(t / o for o, t in turns)
        found.append({"cores": cores, "product": ours, "pytorch": theirs})
        rows.append([cores, f"{speed[0]:.0f}", f"{speed[1]:.0f}",
                     f"{statistics.median(shares):.2f} ({shares[0]:.2f} to {shares[-1]:.2f})"])
    print(f"\nTraining of {chosen.clients} clients with {chosen.examples} images each, {chosen.model}, batches of {chosen.batch}: images/s\n")
    print(project.table(["cores", "product", "PyTorch", "share"], rows))
    folder = project.HOME / "target/bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "training.json").write_text(json.dumps({"machine": machine, "options": vars(chosen), "runs": found}, indent=1))
