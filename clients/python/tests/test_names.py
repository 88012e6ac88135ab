from typing import Any

import numpy as np
import pytest

from skymask_client import Model, UpdateError, submit
from skymask_client.names import unwrapped
from skymask_client.shards import read_shards
from skymask_client.storage import Directory

NAMES = ("a.weight", "a.bias", "b.weight")


def under(*names: str) -> dict[str, Any]:
    return {name: name for name in names}


@pytest.mark.parametrize(
    "prefix",
    [
        "",
        "module.",
        "_orig_mod.",
        "module._orig_mod.",
        "_orig_mod.module.",
        "module.module.",
        "_fsdp_wrapped_module.",
    ],
)
def test_wrappers_of_the_whole_module_are_taken_off(prefix: str) -> None:
    state = under(*(prefix + name for name in NAMES))
    assert unwrapped(state, NAMES) == {name: prefix + name for name in NAMES}


@pytest.mark.parametrize("inner", ["_orig_mod.", "_checkpoint_wrapped_module."])
def test_wrappers_of_a_part_are_taken_off(inner: str) -> None:
    state = under("a.weight", "a.bias", f"b.{inner}weight")
    assert unwrapped(state, NAMES) == dict(zip(NAMES, state, strict=True))


def test_names_of_the_layout_that_look_like_a_wrapper_stay() -> None:
    names = ("module.weight", "module.module.weight")
    assert unwrapped(under(*names), names) == under(*names)
    state = under(*("module." + name for name in names))
    assert unwrapped(state, names) == {name: "module." + name for name in names}
    state = under("module.weight")
    assert unwrapped(state, names) == state


def test_two_tensors_never_become_one() -> None:
    state = under("module.a.weight", "a.weight", "module.a.bias", "module.b.weight")
    assert unwrapped(state, NAMES) == state


def test_counters_beside_the_wrapped_module_stay() -> None:
    state = under("n_averaged", *("module." + name for name in NAMES))
    assert set(unwrapped(state, NAMES)) == {"n_averaged", *NAMES}


@pytest.mark.parametrize("wrap", ["DataParallel", "compile", "AveragedModel"])
def test_the_state_of_a_wrapped_module_is_sent(place: str, base: Model, wrap: str) -> None:
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    wrappers = {
        "DataParallel": torch.nn.DataParallel,
        "compile": torch.compile,
        "AveragedModel": torch.optim.swa_utils.AveragedModel,
    }
    net = torch.nn.Sequential(torch.nn.Linear(64, 10))
    state = wrappers[wrap](net).state_dict()
    assert "0.weight" not in state
    upload = submit(place, base, "site-a", state, examples=1, kind="weights")
    content = Directory.at(upload.location).read("part-0.parquet")
    back = read_shards(base.layout.tensors, [("a", content)])
    np.testing.assert_array_equal(back["0.weight"], net[0].weight.detach().numpy())


def test_what_is_missing_below_a_wrapper_is_named(place: str, base: Model) -> None:
    state = {"module.0.weight": base.tensors["0.weight"]}
    with pytest.raises(UpdateError, match="'0.bias' of the layout is missing"):
        submit(place, base, "site-a", state, examples=1)
