import io
import json
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skymask_client import ExportError, Layout, Model, NotFoundError, TensorSpec, read_model
from skymask_client.shards import read_shards
from skymask_client.storage import Directory
from tests.federation import commit

torch = pytest.importorskip("torch", reason="needs PyTorch")
from torch import nn  # noqa: E402

from skymask_client.export import compare, export_model  # noqa: E402
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
    assert (layout.input, layout.classes) == ((1, 8, 8), 3)


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
    contents = []
    for name in ("first", "second"):
        export_model(module, (5, 8), f"{place}/{name}")
        contents.append((Directory.at(place) / name).read("architecture.pt"))
    assert contents[0] == contents[1]
    with zipfile.ZipFile(io.BytesIO(contents[0])) as archive:
        records = b"".join(archive.read(name) for name in archive.namelist())
    assert str(Path(torch.__file__).parent).encode() not in records
    assert str(Path(__file__).parents[1]).encode() not in records


def frozen_batch(features: Any, weight: Any, bias: Any) -> Any:
    return nn.functional.linear(features.reshape(2, 4), weight, bias)


def frozen_weights(features: Any, weight: Any, bias: Any) -> Any:
    return features @ torch.ones(4, 3) + 0 * (weight.sum() + bias.sum())


def one_example(features: Any, weight: Any, bias: Any) -> Any:
    return nn.functional.linear(features[:1], weight, bias)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (frozen_batch, "for 1 examples the exported function fails"),
        (frozen_weights, "for 1 examples the exported function is off by"),
        (one_example, "for 2 examples the exported function gives"),
    ],
)
def test_comparison_finds_functions_that_froze_something(function: Any, message: str) -> None:
    module = nn.Linear(4, 3)
    module.load_state_dict({"weight": torch.ones(3, 4), "bias": torch.zeros(3)})
    module.requires_grad_(True)
    layout = Layout(
        (4,), 3, (TensorSpec("weight", (3, 4), "trainable"), TensorSpec("bias", (3,), "trainable"))
    )
    with pytest.raises(ExportError, match=message):
        compare(module, function, layout)


class Shared(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
        self.b.weight = self.a.weight

    def forward(self, x: Any) -> Any:
        return self.b(self.a(x))


class Unused(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a = nn.Linear(4, 3)
        self.spare = nn.Linear(4, 3)

    def forward(self, x: Any) -> Any:
        return self.a(x)


class Chance(Unused):
    def forward(self, x: Any) -> Any:
        return self.a(x) + torch.rand(3) + self.spare(x)


class FixedBatch(Unused):
    def forward(self, x: Any) -> Any:
        return self.a(x.reshape(2, 4)) + self.spare(x)


class Branch(Unused):
    def forward(self, x: Any) -> Any:
        return self.a(x) if x.sum() > 0 else self.spare(x)


class Twofold(Unused):
    def forward(self, x: Any) -> Any:
        return self.a(x), self.spare(x)


class Complex(Unused):
    def __init__(self) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.ones(3, dtype=torch.complex64))

    def forward(self, x: Any) -> Any:
        return self.a(x) * self.factor.real


def without_numbers() -> nn.Module:
    module = nn.Linear(4, 3)
    nn.init.constant_(module.weight, float("nan"))
    return module


def negative_variance() -> nn.Module:
    norm = nn.BatchNorm1d(3)
    torch.asarray(norm.running_var)[2] = -1
    return nn.Sequential(nn.Linear(4, 3), norm)


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (Shared(), "'a.weight' and 'b.weight' share their values"),
        (Unused(), r"'spare.weight' does not reach the logits.*requires_grad_\(False\)"),
        (Chance(), "the exported function is off by"),
        (FixedBatch(), "torch.export cannot trace FixedBatch for any batch size"),
        (Branch(), "torch.export cannot trace Branch"),
        (Twofold(), "gives tuple for 2 examples"),
        (nn.Linear(4, 1), "classes is 1, expected 2 or more"),
        (nn.Linear(4, 3).requires_grad_(False), "no tensor is trainable"),
        (nn.Unflatten(1, (2, 2)), r"gives \[2, 2, 2\] for 2 examples"),
        (nn.Linear(5, 3), r"fails on 2 examples, float32 \[2, 4\]: .*shape is that of one example"),
        (nn.Embedding(5, 3), r"fails on 2 examples, float32 \[2, 4\]"),
        (nn.LazyLinear(3), "the module has lazy tensors: run it once on an example"),
        (Complex(), "tensor 'factor' holds torch.complex64, expected floating point"),
        (without_numbers(), "'weight': 12 values are not finite"),
        (negative_variance(), "'1.running_var' is a variance, but its value 2 is -1.0"),
        (nn.Linear, "module is a type, expected a torch.nn.Module"),
        (nn.Linear(4, 3).state_dict(), "module is a OrderedDict, expected a torch.nn.Module"),
    ],
)
def test_refuses(module: nn.Module, message: str, place: str) -> None:
    with pytest.raises(ExportError, match=message):
        export_model(module, (4,), place)
    assert Directory.at(place).names() == []


@pytest.mark.parametrize("shape", [4, "4", (4.0,), None])
def test_the_input_shape_is_integers(shape: Any, place: str) -> None:
    with pytest.raises(ExportError, match=r"expected integers as in \(1, 28, 28\)"):
        export_model(nn.Linear(4, 3), shape, place)


def test_the_input_shape_may_be_any_integers(place: str) -> None:
    assert export_model(nn.Linear(4, 3), np.array([4]), place).input == (4,)  # type: ignore[arg-type]


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


def test_an_unused_parameter_that_is_frozen_is_no_error(place: str) -> None:
    module = Unused()
    module.spare.requires_grad_(False)
    assert len(export_model(module, (4,), place).tensors) == 4


def test_layout_json_is_as_the_contract_says(place: str) -> None:
    export_model(networks.mlp(), (12,), place)
    record = json.loads(Directory.at(place).read("layout.json"))
    assert record["format"] == "skymask-layout/1"
    assert record["tensors"][0] == {"name": "0.weight", "shape": [8, 12], "trainable": True}


def test_an_export_is_no_models_directory(place: str) -> None:
    export_model(networks.mlp(), (12,), place)
    with pytest.raises(NotFoundError, match="is it the models directory"):
        read_model(place)
