"""PyTorch silos of federations of all kinds of models: AnyModelIT speaks with this between rounds.

Reads commands from standard input and answers each with a line of JSON:

    prepare NAME DIR     version 0 in DIR/version-0, root.parquet, evaluation.parquet
    train NAME DIR       every silo trains from the newest version and submits
    losses NAME DIR      the module with the newest version: its loss on evaluation.parquet

NAME is a case of clients/python/tests/models.py. The targets are what a teacher of the same kind
gives, so that there is something to learn. The first two of the eight silos send what they have
learned reversed.
"""

import copy
import json
import pathlib
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import skymask_client as skymask
import torch
from skymask_client.export import export_model
from tests.models import CASES
from torch.nn import functional

SILOS, MALICIOUS, EXAMPLES, BATCH, EPOCHS = 8, 2, 64, 8, 2
RATES = {"regression": 0.05, "two_numbers": 0.05, "half_precision": 0.05, "ResNet": 0.02}
RATE = 0.1
CENTRED = 256


def case_of(name):
    return next(case for case in CASES if str(case) == name)


def network(case, seed):
    torch.manual_seed(seed)
    return case.factory().float()


def inputs_of(case, examples, seed):
    """Random inputs: integers as far as those of the example go, padding behind random lengths."""
    generator = torch.Generator().manual_seed(seed)
    given = case.inputs.values() if isinstance(case.inputs, dict) else case.inputs
    made = []
    for example in given:
        shape = (examples, *example.shape[1:])
        if example.dtype == torch.bool:
            lengths = torch.randint(2, shape[1] + 1, (examples, 1), generator=generator)
            made.append(torch.arange(shape[1]) >= lengths)
        elif example.is_floating_point():
            made.append(torch.randn(shape, generator=generator))
        else:
            most = int(example.max()) + 1
            made.append(torch.randint(0, most, shape, generator=generator))
    return made


def targets_of(case, inputs):
    """What the teacher says, its outputs centred so that no class is everybody's."""
    teacher = network(case, 77).eval()
    with torch.no_grad():
        outputs = case.call(teacher, inputs)
        centred = case.call(teacher, inputs_of(case, CENTRED, 5))
        over = list(range(centred.dim() - 1)) if case.classes else [0]
        outputs = (outputs - centred.mean(over)) / (centred.std(over) + 1e-6)
    if case.target[1] == "int64":
        return outputs.argmax(-1)
    if case.target[1] == "bool":
        return outputs > 0
    return (outputs > 0).float() if case.loss == "binary-cross-entropy" else outputs


def losses(case, outputs, target):
    """The layout's loss for each example."""
    if not isinstance(case.loss, str):
        return case.loss(outputs, target)
    if case.loss == "cross-entropy":
        return functional.cross_entropy(outputs, target, reduction="none")
    if case.loss == "cross-entropy-per-token":
        flat = functional.cross_entropy(outputs.flatten(0, 1), target.flatten(), reduction="none")
        return flat.view(target.shape).mean(1)
    kinds = {
        "binary-cross-entropy": functional.binary_cross_entropy_with_logits,
        "mean-squared-error": functional.mse_loss,
        "huber": functional.huber_loss,
    }
    outputs, target = outputs.reshape(len(target), -1), target.reshape(len(target), -1)
    return kinds[case.loss](outputs, target, reduction="none").mean(1)


def write(path, signature, inputs, target):
    columns = {}
    for spec, values in zip([*signature.inputs, signature.target], [*inputs, target], strict=True):
        flat = values.reshape(len(values), -1).numpy()
        columns[spec.name] = pa.array(flat[:, 0] if not spec.shape else list(flat))
    pq.write_table(pa.table(columns), path)


def prepare(case, directory):
    directory.mkdir(parents=True)
    more = {} if isinstance(case.loss, str) else {"example_target": case.example_target}
    net = network(case, 1)
    if str(case) == "half_precision":
        net = net.to(torch.bfloat16)
    layout = export_model(
        net,
        directory=directory / "version-0",
        example_inputs=case.inputs,
        loss=case.loss,
        **more,
    )
    for name, examples, seed in (("root", 96, 1000), ("evaluation", 200, 1001)):
        inputs = inputs_of(case, examples, seed)
        target = targets_of(case, inputs)
        write(directory / f"{name}.parquet", layout.signature, inputs, target)
    return {"rate": RATES.get(str(case), RATE), "tensors": len(layout.tensors)}


def train(case, directory):
    base = skymask.read_model(str(directory / "models"))
    start = base.state_dict()
    for silo in range(SILOS):
        net = network(case, 1)
        net.load_state_dict(start, strict=False)
        net.train()
        inputs = inputs_of(case, EXAMPLES, silo)
        target = targets_of(case, inputs)
        trained = [p for p in net.parameters() if p.requires_grad]
        optimiser = torch.optim.SGD(trained, lr=RATES.get(str(case), RATE))
        for at in range(0, EPOCHS * EXAMPLES, BATCH):
            rows = slice(at % EXAMPLES, at % EXAMPLES + BATCH)
            optimiser.zero_grad()
            losses(case, case.call(net, [i[rows] for i in inputs]), target[rows]).mean().backward()
            optimiser.step()
        end = net.state_dict()
        weights = {name: end[name].detach().clone() for name in start}
        if silo < MALICIOUS:
            moved = {name for name, p in net.named_parameters(remove_duplicate=False)}
            weights = {n: 2 * start[n] - w if n in moved else w for n, w in weights.items()}
        skymask.submit(
            str(directory / "updates"), base, f"silo-{silo}", weights, examples=EXAMPLES
        )
    return {"round": base.round + 1}


def measured(case, directory):
    """Read back: the module with the newest version's values."""
    base = skymask.read_model(str(directory / "models"))
    net = copy.deepcopy(network(case, 1)).eval()
    net.load_state_dict(base.state_dict(), strict=False)
    inputs = inputs_of(case, 200, 1001)
    with torch.no_grad():
        each = losses(case, case.call(net, inputs), targets_of(case, inputs))
    return {"loss": float(np.mean(each.double().numpy()))}


def main():
    torch.set_num_threads(1)
    commands = {"prepare": prepare, "train": train, "losses": measured}
    for line in sys.stdin:
        command, name, directory = line.split(maxsplit=2)
        answer = commands[command](case_of(name), pathlib.Path(directory.strip()))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
