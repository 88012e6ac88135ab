from typing import Any

import numpy as np
import pytest

from skymask_client import (
    Layout,
    Model,
    TensorSpec,
    UpdateError,
    submit,
    submit_delta,
)
from skymask_client.layout import FloatArray
from skymask_client.storage import Directory
from tests.test_upload import trained


def without(state: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key != name}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"0.bias": np.zeros(9, np.float32)}, r"'0.bias' has the shape \(9,\), expected \(10,\)"),
        ({"0.bias": np.zeros(10, np.int64)}, "'0.bias' holds int64, expected floating point"),
        ({"0.bias": np.full(10, 1e300)}, "10 values are not finite in float32, the first is inf"),
        ({"0.bias": np.array([0.0] * 9 + [np.nan])}, "the first is nan at 9: lower the learning"),
        ({"1.bias": np.zeros(3, np.float32)}, "'1.bias' is not in the layout"),
        ({"0.bias": np.full(10, "x")}, "holds <U1"),
        ({"0.bias": np.full(10, 1j)}, "holds complex128, expected floating point"),
        ({"0.bias": [1.0, [2.0]]}, r"'0.bias' is no dense array of numbers \(list: "),
        ({"0.bias": None}, "'0.bias' holds object"),
        ({"optimizer": {"state": {}}}, "entry 'optimizer' is dict, not a tensor: of a checkpoint"),
        ({3: np.zeros(1, np.float32)}, "expected names of tensors, found the key 3"),
    ],
)
def test_refuses_tensors_that_do_not_fit(
    place: str, base: Model, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(UpdateError, match=message):
        submit(place, base, "site-a", {**trained(base), **changes}, examples=1)
    with pytest.raises(UpdateError, match=message):
        submit_delta(place, base, "site-a", {**trained(base), **changes}, examples=1)
    assert Directory.at(place).names() == []


def test_refuses_an_incomplete_state(place: str, base: Model) -> None:
    with pytest.raises(UpdateError, match="'0.weight' of the layout is missing: pass the whole"):
        submit(place, base, "site-a", without(trained(base), "0.weight"), examples=1)


def test_refuses_a_difference_beyond_float32(place: str, base: Model) -> None:
    huge = Model(
        base.commit,
        base.layout,
        {name: np.full_like(array, -3e38) for name, array in base.tensors.items()},
        base.architecture,
    )
    state = {name: -array for name, array in huge.tensors.items()}
    with pytest.raises(UpdateError, match="'0.weight': 640 values are not finite"):
        submit(place, huge, "site-a", state, examples=1)
    assert submit(place, huge, "site-a", state, examples=1, kind="weights").location


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"client": "site a"}, "client id 'site a': use 1 to 64"),
        ({"client": "x" * 65}, "use 1 to 64"),
        ({"client": "site-ä"}, "ASCII only"),
        ({"client": "site-a\n"}, "use 1 to 64"),
        ({"client": 7}, "client id 7: use 1 to 64"),
        ({"examples": 0}, "examples is 0, expected a whole number from 1 to 2"),
        ({"examples": True}, "examples is True"),
        ({"examples": np.True_}, "examples is .*True"),
        ({"examples": np.array(True)}, "examples is .*True"),
        ({"examples": 60.0}, "examples is 60.0, expected a whole number"),
        ({"examples": "60"}, "examples is '60', expected a whole number"),
        ({"examples": np.array([60])}, r"examples is array\(\[60\]\), expected a whole number"),
        (
            {"examples": 2**53 + 1},
            "examples is 9007199254740993, expected a whole",
        ),
        ({"examples": np.uint64(2**63)}, "expected a whole number from 1 to"),
        ({"key": b"-----BEGIN PRIVATE KEY-----"}, "key is a bytes, expected a private Ed25519 key"),
        ({"kind": "gradient"}, "kind is 'gradient', expected 'delta' or 'weights'"),
        ({"file_values": 0}, "file_values is 0"),
    ],
)
def test_refuses_options_that_the_federation_would(
    place: str, base: Model, options: dict[str, Any], message: str
) -> None:
    arguments = {"client": "site-a", "examples": 1, **options}
    with pytest.raises(UpdateError, match=message):
        submit(place, base, weights=trained(base), **arguments)
    assert Directory.at(place).names() == []


@pytest.mark.parametrize("weights", [None, [np.zeros(3)], "model.pt", 1.5])
def test_refuses_what_is_no_state_dict(place: str, base: Model, weights: Any) -> None:
    with pytest.raises(UpdateError, match="expected a state dict or a mapping from names to"):
        submit(place, base, "site-a", weights, examples=1)


def test_refuses_a_module_in_place_of_its_state_dict(place: str, base: Model) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    module: Any = torch.nn.Sequential(torch.nn.Linear(64, 10))
    for send in (submit, submit_delta):
        with pytest.raises(UpdateError, match=r"found .*\.Sequential: pass its state_dict\(\)"):
            send(place, base, "site-a", module, examples=1)
    assert Directory.at(place).names() == []


@pytest.mark.parametrize("send", [submit, submit_delta])
def test_refuses_a_base_that_is_no_model(place: str, base: Model, send: Any) -> None:
    with pytest.raises(UpdateError, match="base is a str, expected what read_model gives"):
        send(place, "models", "site-a", trained(base), examples=1)


def test_refuses_tensors_that_are_not_dense(place: str, base: Model) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    for tensor in (torch.zeros(10).to_sparse(), torch.zeros(10, device="meta")):
        with pytest.raises(UpdateError, match="'0.bias' is no dense array of numbers"):
            submit(place, base, "site-a", {**trained(base), "0.bias": tensor}, examples=1)


@pytest.fixture
def with_variance(base: Model) -> Model:
    bias = TensorSpec("0.bias", (10,), "state", variance=True)
    layout = Layout(base.layout.signature, (base.layout.tensors[0], bias))
    return Model(base.commit, layout, {**base.tensors, "0.bias": variance()}, base.architecture)


def variance() -> FloatArray:
    return np.arange(10, dtype=np.float32)


@pytest.mark.parametrize("kind", ["delta", "weights"])
def test_refuses_a_negative_variance(place: str, with_variance: Model, kind: Any) -> None:
    state = trained(with_variance)
    state["0.bias"][4] = -2
    with pytest.raises(UpdateError, match="'0.bias' is a variance, but its value 4 is -2.0"):
        submit(place, with_variance, "site-a", state, examples=1, kind=kind)
    state["0.bias"][4] = 0
    assert submit(place, with_variance, "site-a", state, examples=1, kind=kind).location


def test_a_difference_may_lower_a_variance_to_zero(place: str, with_variance: Model) -> None:
    delta: dict[str, Any] = {"0.weight": np.zeros((10, 64)), "0.bias": -variance()}
    assert submit_delta(place, with_variance, "site-a", delta, examples=1).location
    delta["0.bias"][9] -= 1
    with pytest.raises(UpdateError, match="'0.bias' is a variance, but its value 9 is -1.0"):
        submit_delta(place, with_variance, "site-b", delta, examples=1)
