import io
import json
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skymask_client import Layout, Model, NotFoundError, Signature, read_model
from skymask_client.shards import read_shards
from skymask_client.storage import Directory
from tests.federation import commit

torch = pytest.importorskip("torch", reason="needs PyTorch")
from torch import nn  # noqa: E402

from skymask_client.export import export_model  # noqa: E402
from tests import networks  # noqa: E402

NETWORKS: list[tuple[Callable[[], nn.Module], tuple[int, ...]]] = [
    (networks.mlp, (12,)),
    (networks.cnn, (1, 8, 8)),
    (networks.BatchNormNet, (1, 8, 8)),
    (networks.Recurrent, (6, 4)),
    (networks.Attention, (5, 8)),
    (networks.frozen, (12,)),
]


def load(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.jit.load(io.BytesIO(content))


@pytest.mark.parametrize(("factory", "shape"), NETWORKS)
def test_function_is_the_module(
    factory: Callable[[], nn.Module], shape: tuple[int, ...], place: str
) -> None:
    torch.manual_seed(7)
    module = factory()
    layout = export_model(module, shape, place)
    directory = Directory.at(place)
    assert directory.names() == ["architecture.pt", "layout.json", "parameters"]
    assert Layout.from_bytes(directory.read("layout.json")) == layout

    function = load(directory.read("architecture.pt"))
    assert not list(function.parameters())
    assert not list(function.buffers())
    state = {
        n: torch.randn_like(t) for n, t in module.state_dict().items() if t.is_floating_point()
    }
    for name in state:
        if name.endswith("running_var"):
            state[name] = state[name].abs()
    module.load_state_dict(state)
    module.eval()
    tensors = [
        t.requires_grad_(s.trainable) for t, s in zip(state.values(), layout.tensors, strict=True)
    ]
    for batch in (1, 4, 33):
        features = torch.randn(batch, *shape)
        logits, expected = function(features, *tensors), module(features)
        torch.testing.assert_close(logits, expected, rtol=1e-5, atol=1e-5)

    labels = torch.arange(33) % 3
    nn.functional.cross_entropy(logits, labels).backward()
    nn.functional.cross_entropy(expected, labels).backward()
    parameters = dict(module.named_parameters())
    for tensor, spec in zip(tensors, layout.tensors, strict=True):
        if spec.trainable:
            torch.testing.assert_close(tensor.grad, parameters[spec.name].grad)


def test_layout_is_the_state_dict_without_counters(place: str) -> None:
    layout = export_model(networks.BatchNormNet(), (1, 8, 8), place)
    assert [(spec.name, spec.role) for spec in layout.tensors] == [
        ("conv.weight", "trainable"),
        ("norm.weight", "trainable"),
        ("norm.bias", "trainable"),
        ("norm.running_mean", "state"),
        ("norm.running_var", "state"),
        ("skip.weight", "trainable"),
        ("skip.bias", "trainable"),
        ("fc.weight", "trainable"),
        ("fc.bias", "trainable"),
    ]
    assert layout.signature == Signature.classifier((1, 8, 8), 3)


def test_parameters_are_the_modules_and_it_is_left_alone(place: str) -> None:
    module = networks.BatchNormNet().double().train()
    before = {name: t.clone() for name, t in module.state_dict().items()}
    random = torch.random.get_rng_state()
    layout = export_model(module, (1, 8, 8), place, file_values=100)
    assert torch.equal(torch.random.get_rng_state(), random)
    assert module.training
    assert all(torch.equal(before[name], t) for name, t in module.state_dict().items())
    folder = Directory.at(place) / "parameters"
    names = folder.names()
    assert names == ["part-0.parquet", "part-1.parquet", "part-2.parquet"]
    back = read_shards(layout.tensors, [(name, folder.read(name)) for name in names])
    for spec in layout.tensors:
        expected = before[spec.name].numpy().astype(np.float32)
        np.testing.assert_array_equal(back[spec.name], expected)


def test_gives_the_golden_files(golden: Path, base: Model, place: str) -> None:
    module = nn.Sequential(nn.Linear(64, 10))
    module.load_state_dict(base.state_dict())
    assert export_model(module, (64,), place) == base.layout
    ours, theirs = load(Directory.at(place).read("architecture.pt")), load(base.architecture[1])

    def graph(function: Any) -> list[Any]:
        return [(n.kind(), len(list(n.inputs()))) for n in function.inlined_graph.nodes()]

    assert graph(ours) == graph(theirs)
    features, tensors = torch.randn(9, 64), list(base.state_dict().values())
    assert torch.equal(ours(features, *tensors), theirs(features, *tensors))


def test_a_committed_export_reads_back_into_the_module(place: str) -> None:
    module = networks.BatchNormNet()
    layout = export_model(module, (1, 8, 8), f"{place}/from")
    arrays = {n: t.numpy() for n, t in module.state_dict().items() if t.is_floating_point()}
    commit(f"{place}/models", 0, layout, arrays)
    other = networks.BatchNormNet()
    other.load_state_dict(read_model(f"{place}/models").state_dict())
    for name, tensor in other.state_dict().items():
        assert torch.equal(tensor, module.state_dict()[name])


def test_the_file_is_small_and_holds_no_weights(place: str) -> None:
    module = nn.Sequential(nn.Linear(1000, 500), nn.ReLU(), nn.Linear(500, 10))
    export_model(module, (1000,), place)
    content = Directory.at(place).read("architecture.pt")
    assert len(content) < 3_000
    assert not [n for n in zipfile.ZipFile(io.BytesIO(content)).namelist() if "/data/" in n]


def test_the_file_tells_nothing_of_the_machine_and_is_the_same_again(place: str) -> None:
    module = networks.Attention()
    export_model(module, (5, 8), f"{place}/first")
    export_model(module, (5, 8), f"{place}/second")  # from another line
    names = ("first", "second")
    contents = [(Directory.at(place) / name).read("architecture.pt") for name in names]
    assert contents[0] == contents[1]
    with zipfile.ZipFile(io.BytesIO(contents[0])) as archive:
        records = b"".join(archive.read(name) for name in archive.namelist())
    assert str(Path(torch.__file__).parent).encode() not in records
    assert str(Path(__file__).parents[1]).encode() not in records


def test_the_input_shape_may_be_any_integers(place: str) -> None:
    expected = Signature.classifier((4,), 3)
    shape: Any = np.array([4])
    assert export_model(nn.Linear(4, 3), shape, place).signature == expected


@pytest.mark.parametrize("wrap", [nn.DataParallel, torch.compile])
def test_of_a_wrapped_module_the_inner_one_is_written(wrap: Any, place: str) -> None:
    assert export_model(wrap(networks.mlp()), (12,), place).names[0] == "0.weight"


def test_a_smaller_export_leaves_no_shard_of_a_larger_one(place: str) -> None:
    export_model(networks.mlp(), (12,), place, file_values=40)
    assert len((Directory.at(place) / "parameters").names()) > 1
    layout = export_model(nn.Linear(4, 3), (4,), place)
    folder = Directory.at(place) / "parameters"
    shards = [(name, folder.read(name)) for name in folder.names()]
    assert set(read_shards(layout.tensors, shards)) == {"weight", "bias"}


def test_layout_json_is_as_the_contract_says(place: str) -> None:
    export_model(networks.mlp(), (12,), place)
    record = json.loads(Directory.at(place).read("layout.json"))
    assert record["format"] == "skymask-layout/1"
    assert record["tensors"][0] == {"name": "0.weight", "shape": [8, 12], "trainable": True}


def test_an_export_is_no_models_directory(place: str) -> None:
    export_model(networks.mlp(), (12,), place)
    with pytest.raises(NotFoundError, match="is it the models directory"):
        read_model(place)
