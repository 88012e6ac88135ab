import io
import json
import warnings
from typing import Any

import pytest

from skymask_client import Layout
from skymask_client.storage import Directory

torch = pytest.importorskip("torch", reason="needs PyTorch")
from torch import Tensor, nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from skymask_client.export import export_model  # noqa: E402
from tests.models import CASES, Case  # noqa: E402

BATCHES = (1, 2, 7)


def load(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.jit.load(io.BytesIO(content))


def loss_of(name: Any, outputs: Any, target: Any) -> Any:
    """One value an example, as the page of formats has it."""
    if name == "cross-entropy":
        return functional.cross_entropy(outputs, target, reduction="none")
    if name == "cross-entropy-per-token":
        each = functional.cross_entropy(outputs.flatten(0, -2), target.flatten(), reduction="none")
        kept = target != -100
        return each.view(target.shape).sum(1) / kept.sum(1).clamp(min=1)
    function: Any = {
        "binary-cross-entropy": functional.binary_cross_entropy_with_logits,
        "mean-squared-error": functional.mse_loss,
        "huber": functional.huber_loss,
    }[name]
    each = function(outputs.view(target.shape), target, reduction="none")
    return each.reshape(len(each), -1).mean(1)


def inputs_of(case: Case, batch: int) -> list[Tensor]:
    """Rows of the example in another order; floats are new."""
    shown: Any = case.inputs.values() if isinstance(case.inputs, dict) else case.inputs
    rows = torch.randint(10**6, (batch,))
    found = []
    for tensor in shown:
        value = tensor[rows % len(tensor)]
        if value.is_floating_point():
            value = torch.randn(value.shape)
        found.append(value if value.dtype in (torch.bool, torch.float32) else value.long())
    return found


def target_of(case: Case, layout: Layout, batch: int) -> Any:
    spec = layout.signature.target
    shape = (batch, *spec.shape)
    if spec.type == "bool":
        return torch.rand(shape) < 0.5
    if spec.type == "float32":
        binary = layout.signature.loss == "binary-cross-entropy"
        return torch.rand(shape).round() if binary else torch.randn(shape)
    target = torch.randint(layout.signature.classes or 4, shape)
    if case.loss == "cross-entropy-per-token":
        target[:, -1] = -100
        target[0] = -100
    return target


def moved(case: Case) -> nn.Module:
    """The module with other values in all tensors."""
    module = case.factory().float().eval()
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if tensor.is_floating_point():
                tensor += 0.3 * torch.rand_like(tensor)
                if name.endswith("running_var"):
                    tensor.abs_()
    return module


@pytest.mark.parametrize("case", CASES, ids=str)
def test_outputs_losses_and_gradients_are_the_modules(case: Case, place: str) -> None:
    torch.manual_seed(5)
    layout = export_model(
        case.factory(),
        directory=place,
        example_inputs=case.inputs,
        loss=case.loss,
        example_target=case.example_target,
    )
    directory = Directory.at(place)
    assert Layout.from_bytes(directory.read("layout.json")) == layout
    assert " ".join(spec.name for spec in layout.signature.inputs) == case.names
    target = layout.signature.target
    assert (target.name, target.type, target.shape) == case.target
    assert layout.signature.classes == case.classes
    assert directory.exists("loss.pt") == callable(case.loss)

    function = load(directory.read("architecture.pt"))
    assert not list(function.parameters())
    loss = load(directory.read("loss.pt")) if callable(case.loss) else None
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        for batch in BATCHES:
            compare(case, layout, function, loss, batch)
    finally:
        torch.backends.mha.set_fastpath_enabled(True)


def compare(case: Case, layout: Layout, function: Any, loss: Any, batch: int) -> None:
    module = moved(case)
    parameters = module.state_dict(keep_vars=True)
    tensors = [
        parameters[s.name].detach().clone().requires_grad_(s.trainable) for s in layout.tensors
    ]
    inputs, target = inputs_of(case, batch), target_of(case, layout, batch)
    outputs, expected = function(*inputs, *tensors), case.call(module, inputs)
    torch.testing.assert_close(outputs, expected, rtol=1e-5, atol=1e-5)

    ours = loss_of(case.loss, outputs, target) if loss is None else loss(outputs, target)
    theirs = case.loss if callable(case.loss) else lambda o, t: loss_of(case.loss, o, t)
    losses = theirs(expected, target)
    assert ours.shape == (batch,)
    torch.testing.assert_close(ours, losses, rtol=1e-5, atol=1e-5)
    ours.sum().backward()
    losses.sum().backward()
    for spec, tensor in zip(layout.tensors, tensors, strict=True):
        if spec.trainable:
            theirs = parameters[spec.name].grad
            torch.testing.assert_close(tensor.grad, theirs, rtol=1e-4, atol=1e-4)


def test_names_and_types_are_those_of_the_example(place: str) -> None:
    class Sum(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.fc = nn.Linear(3, 1)

        def forward(self, first: Tensor, *others: Tensor, scale: Any = None) -> Tensor:
            total = first + sum(other.float() for other in others)
            return self.fc(total if scale is None else total * scale)  # type: ignore[no-any-return]

    inputs = (torch.ones(2, 3).half(), torch.ones(2, 3, dtype=torch.int8), torch.ones(2, 3) > 0)
    layout = export_model(
        Sum(), directory=place, example_inputs=inputs, loss="huber", target_name="price"
    )
    record = json.loads(Directory.at(place).read("layout.json"))
    assert [(s["name"], s["type"], s["shape"]) for s in record["inputs"]] == [
        ("first", "float32", [3]),
        ("others_0", "int64", [3]),
        ("others_1", "bool", [3]),
    ]
    assert record["target"] == {"name": "price", "type": "float32", "shape": []}
    assert (record["format"], record["loss"]) == ("skymask-layout/2", "huber")
    assert "classes" not in record
    keywords = {"scale": torch.ones(2, 3), "first": torch.ones(2, 3)}
    layout = export_model(Sum(), directory=place, example_inputs=keywords, loss="huber")
    assert [spec.name for spec in layout.signature.inputs] == ["scale", "first"]


def test_one_tensor_is_an_example_and_named_features_gives_the_older_format(place: str) -> None:
    class Named(nn.Linear):
        def forward(self, features: Tensor) -> Tensor:
            return super().forward(features)

    torch.manual_seed(1)
    net = Named(4, 3)
    export_model(net, directory=f"{place}/new", example_inputs=torch.randn(1, 4))
    export_model(net, (4,), f"{place}/old")
    new, old = Directory.at(place) / "new", Directory.at(place) / "old"
    for name in ("layout.json", "architecture.pt"):
        assert new.read(name) == old.read(name)
    assert json.loads(new.read("layout.json"))["format"] == "skymask-layout/1"


def test_another_export_takes_the_loss_away(place: str) -> None:
    case = next(case for case in CASES if callable(case.loss))
    options: Any = {"example_inputs": case.inputs, "example_target": case.example_target}
    contents = []
    for _ in range(2):
        export_model(case.factory(), directory=place, loss=case.loss, **options)
        contents.append(Directory.at(place).read("loss.pt"))
    assert contents[0] == contents[1]
    export_model(case.factory(), directory=place, example_inputs=case.inputs, loss="huber")
    assert Directory.at(place).names() == ["architecture.pt", "layout.json", "parameters"]


def test_the_fast_path_stays_as_it_was(place: str) -> None:
    assert torch.backends.mha.get_fastpath_enabled()
    state = torch.random.get_rng_state()
    case = CASES[1]
    export_model(case.factory(), directory=place, example_inputs=case.inputs)
    assert torch.backends.mha.get_fastpath_enabled()
    torch.random.set_rng_state(state)
    case.factory()
    expected = torch.random.get_rng_state()
    torch.random.set_rng_state(state)
    export_model(case.factory(), directory=place, example_inputs=case.inputs)
    assert torch.equal(torch.random.get_rng_state(), expected)


class Columns(nn.Module):
    """Looks up an input as it is in two tables, a column of another, and one of a shifted input."""

    def __init__(self) -> None:
        super().__init__()
        self.small = nn.Embedding(5, 2)
        self.large = nn.Embedding(9, 2)
        self.out = nn.Linear(2, 3)

    def forward(self, both: Tensor, parts: Tensor, shifted: Tensor) -> Tensor:
        found = self.small(both.view(-1, 1)).squeeze(1) + self.large(both)
        found = found + self.small(parts[:, 0]) + self.large(shifted - 100)
        return self.out(found)  # type: ignore[no-any-return]


def test_places_of_an_embedding_bound_the_inputs_that_are_looked_up(tmp_path: Any) -> None:
    both, parts, shifted = torch.tensor([0, 4]), torch.tensor([[1, 70], [2, 80]]), [104, 108]
    layout = export_model(
        Columns(), directory=tmp_path, example_inputs=(both, parts, torch.tensor(shifted))
    )
    bounds = {spec.name: spec.below for spec in layout.signature.inputs}
    assert bounds == {"both": 5, "parts": None, "shifted": None}
    assert Layout.from_bytes((tmp_path / "layout.json").read_bytes()) == layout


def test_the_places_of_a_language_model_are_its_vocabulary(tmp_path: Any) -> None:
    tied = next(case for case in CASES if str(case) == "Tied")
    layout = export_model(
        tied.factory(), directory=tmp_path, example_inputs=tied.inputs, loss=tied.loss
    )
    bounds = {spec.name: spec.below for spec in layout.signature.inputs}
    assert bounds["input_ids"] == 9
