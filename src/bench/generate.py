#!/usr/bin/env python3
"""Makes one round's files for the benchmarks: a model, n uploads with real gradients in them, root data.

    generate.py FOLDER --model cnn|resnet20|resnet18|mlp:WIDTH --clients N [--malicious 0.2] [--distinct 10]

Ten clients train one step each (of pseudo-random images with a class signal; the malicious ones on
flipped labels); the others are those with noise of half their tensors' spread added. With
--repeat-files no noise is added and equal uploads are hard links, for rounds whose files would not
fit the disk. The same arguments give the same bytes. Needs torch, numpy and pyarrow.
"""
import argparse
import hashlib
import io
import json
import os
import pathlib
import uuid
import warnings
import zipfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import torch
from torch import nn

warnings.filterwarnings("ignore")

# Values of a row of a shard at most, as clients cut large tensors.
CHUNK = 1 << 20


def cnn():
    """The paper's CNN for 28 x 28 images: 139,960 parameters."""
    return nn.Sequential(nn.Conv2d(1, 30, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(30, 50, 3), nn.ReLU(), nn.MaxPool2d(2),
                         nn.Flatten(), nn.Linear(1250, 100), nn.ReLU(), nn.Linear(100, 10)), [1, 28, 28]


class Residual(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(),
                                  nn.Conv2d(after, after, 3, 1, 1, bias=False), nn.BatchNorm2d(after))
        self.short = nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after)) \
            if stride > 1 or before != after else nn.Sequential()

    def forward(self, x):
        return torch.relu(self.body(x) + self.short(x))


def resnet(widths, blocks):
    """He et al., CVPR 2016, for 32 x 32 images: a 3 x 3 stem, and a stage a width."""
    layers, before = [nn.Conv2d(3, widths[0], 3, 1, 1, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU()], widths[0]
    for stage, width in enumerate(widths):
        for block in range(blocks):
            layers.append(Residual(before, width, 2 if stage and not block else 1))
            before = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, 10)), [3, 32, 32]


def mlp(width):
    """Of any size: 784 x width x 10."""
    return nn.Sequential(nn.Flatten(), nn.Linear(784, width), nn.ReLU(), nn.Linear(width, 10)), [1, 28, 28]


def architecture(name):
    if name.startswith("mlp:"):
        return mlp(int(name[4:]))
    return {"cnn": cnn, "resnet20": lambda: resnet([16, 32, 64], 3), "resnet18": lambda: resnet([64, 128, 256, 512], 2)}[name]()


def pure_function(model, features):
    """logits = f(features, *tensors), without weights inside."""
    batch = torch.export.Dim("batch", min=2)
    exported = torch.export.export(model, (features,), dynamic_shapes=({0: batch},))
    lifted = [spec.target for spec in exported.graph_signature.input_specs if spec.target]
    state = {**model.state_dict(), **dict(model.named_buffers())}
    names = [n for n, t in model.state_dict().items() if t.is_floating_point()]
    graph = exported.graph_module

    def function(features, *tensors):
        given = dict(zip(names, tensors))
        return graph(*[given.get(n, state[n]) for n in lifted], features)[0]

    return torch.jit.trace(function, (features, *[state[n] for n in names]), check_trace=False), names


def save(traced, path):
    """As torch.jit.save does, less what tells where this file lies: cells of experiments have the archive's digest.

    The Python client does the same to what it exports; these programs need no client."""
    whole = io.BytesIO()
    torch.jit.save(traced, whole)
    with zipfile.ZipFile(whole) as saved, zipfile.ZipFile(path, "w") as kept:
        for record in saved.infolist():
            if not record.filename.endswith((".debug_pkl", "/serialization_id")):
                kept.writestr(zipfile.ZipInfo(record.filename), saved.read(record))


def write_model(make, width, classes, folder):
    """An architecture of flat features, make(width, classes), and its layout; its values are drawn by a seed."""
    torch.manual_seed(0)
    model = make(width, classes).eval()
    traced, names = pure_function(model, torch.zeros(2, width))
    folder.mkdir(parents=True, exist_ok=True)
    save(traced, folder / "architecture.pt")
    state = model.state_dict()
    (folder / "layout.json").write_text(json.dumps({
        "format": "skymask-layout/1", "input": [width], "classes": classes,
        "tensors": [{"name": n, "shape": list(state[n].shape), "trainable": True} for n in names]}, indent=1) + "\n")


def images(shape, count, generator):
    """Noise with one pattern a class."""
    patterns = torch.randn(10, *shape, generator=generator)
    labels = torch.randint(10, (count,), generator=generator)
    return 0.5 * patterns[labels] + torch.randn(count, *shape, generator=generator), labels


def trained(model, names, features, labels, rate=0.05, batch=32):
    """Delta of one pass of SGD."""
    before = {n: model.state_dict()[n].clone() for n in names}
    optimiser = torch.optim.SGD(model.parameters(), lr=rate)
    for at in range(0, len(features), batch):
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(features[at:at + batch]), labels[at:at + batch]).backward()
        optimiser.step()
    delta = {n: (model.state_dict()[n] - before[n]).numpy() for n in names}
    model.load_state_dict(before, strict=False)
    return delta


def write_shard(path, tensors):
    rows = [(name, start, part) for name, v in tensors.items() for start, part in chunks(v.reshape(-1))]
    values = pa.array([part for _, _, part in rows], pa.list_(pa.float32()))
    offsets = pa.array([start for _, start, _ in rows], pa.int64())
    table = pa.table({"tensor": [name for name, _, _ in rows], "offset": offsets, "values": values})
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", use_dictionary=False)
    return digest_of(path)


def chunks(values):
    """Rows of a tensor: (offset, values)."""
    return [(start, values[start:start + CHUNK]) for start in range(0, len(values), CHUNK)]


def digest_of(path):
    with open(path, "rb") as file:
        return {"name": path.name, "bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def write_json(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1))
    return digest_of(path)


def write_version_0(folder, model, shape, names, features):
    attempt = str(uuid.UUID(int=0))
    directory = folder / "models/round=0" / f"attempt={attempt}"
    directory.mkdir(parents=True, exist_ok=True)
    traced, _ = pure_function(model, features[:2])
    save(traced, directory / "architecture.pt")
    trainable = dict(model.named_parameters())
    state = {n: model.state_dict()[n] for n in names}
    layout = {"format": "skymask-layout/1", "input": shape, "classes": 10, "tensors": [
        {"name": n, "shape": list(t.shape), "trainable": n in trainable} for n, t in state.items()]}
    files = [digest_of(directory / "architecture.pt"), write_json(directory / "layout.json", layout)]
    shard = write_shard(directory / "parameters/part-0.parquet", {n: t.numpy() for n, t in state.items()})
    files.append({**shard, "name": "parameters/part-0.parquet"})
    digest = hashlib.sha256()
    for name, tensor in state.items():
        digest.update(name.encode() + b"\0" + tensor.contiguous().numpy().tobytes())
    version = "sha256:" + digest.hexdigest()
    write_json(folder / "models/round=0/commit.json", {
        "format": "skymask-model/1", "federation": "bench", "round": 0, "attempt": attempt, "baseModel": None,
        "model": version, "files": files, "createdBy": "generate.py"})
    return version


def write_upload(folder, client, version, tensors, link=None):
    directory = folder / f"updates/round=1/client={client}"
    directory.mkdir(parents=True, exist_ok=True)
    if link:
        os.link(link, directory / "part-0.parquet")
        shard = digest_of(directory / "part-0.parquet")
    else:
        shard = write_shard(directory / "part-0.parquet", tensors)
    write_json(directory / "_manifest.json", {
        "format": "skymask-update/1", "federation": "bench", "round": 1, "client": client, "baseModel": version,
        "kind": "delta", "examples": 600, "files": [shard]})
    return directory / "part-0.parquet"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--model", default="cnn")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--malicious", type=float, default=0.2)
    parser.add_argument("--distinct", type=int, default=10)
    parser.add_argument("--repeat-files", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(1)
    generator, noise = torch.Generator().manual_seed(1), np.random.default_rng(1)
    model, shape = architecture(options.model)
    model.eval()
    features, labels = images(shape, 100 + 64 * options.distinct, generator)
    names = [n for n, t in model.state_dict().items() if t.is_floating_point()]
    trained(model, names, features[:100], labels[:100])
    version = write_version_0(options.folder, model, shape, names, features)
    root = pa.table({"features": pa.array(list(features[:100].reshape(100, -1).numpy()), pa.list_(pa.float32())),
                     "label": pa.array(labels[:100].tolist(), pa.int32())})
    pq.write_table(root, options.folder / "root.parquet")
    deltas = []
    for i in range(min(options.distinct, options.clients)):
        mine = slice(100 + 64 * i, 164 + 64 * i)
        flipped = i < options.malicious * options.distinct
        deltas.append(trained(model, names, features[mine], 9 - labels[mine] if flipped else labels[mine]))
    written = []
    for i in range(options.clients):
        delta = deltas[i % len(deltas)]
        if i >= len(deltas) and not options.repeat_files:
            delta = {n: (v + noise.normal(0, 0.5 * v.std() + 1e-12, v.shape)).astype(np.float32) for n, v in delta.items()}
        link = written[i % len(deltas)] if i >= len(deltas) and options.repeat_files else None
        written.append(write_upload(options.folder, f"site-{i:04d}", version, delta, link))
    (options.folder / "skymask.conf").write_text(
        f'federation = bench\nupdates = "{options.folder}/updates"\nmodels = "{options.folder}/models"\n'
        f'root.data = "{options.folder}/root.parquet"\n')


if __name__ == "__main__":
    main()
