from collections.abc import Callable
from typing import Any

import pytest

from skymask_client.storage import Directory

torch = pytest.importorskip("torch", reason="needs PyTorch")
from torch import nn  # noqa: E402

from skymask_client.export import export_model, roles  # noqa: E402
from tests import networks  # noqa: E402


def variances(module: nn.Module) -> list[str]:
    return [spec.name for spec in specs(module) if spec.variance]


def specs(module: nn.Module) -> Any:
    state = module.state_dict(keep_vars=True)
    return roles.specs(module, {n: t for n, t in state.items() if t.is_floating_point()})


NORMS: list[Callable[[], nn.Module]] = [
    lambda: nn.BatchNorm1d(3),
    lambda: nn.BatchNorm2d(3),
    lambda: nn.BatchNorm3d(3),
    lambda: nn.SyncBatchNorm(3),
    lambda: nn.InstanceNorm1d(3, track_running_stats=True),
    lambda: nn.InstanceNorm2d(3, affine=True, track_running_stats=True),
    lambda: nn.InstanceNorm3d(3, track_running_stats=True),
]


@pytest.mark.parametrize("factory", NORMS)
def test_running_variances_of_norms_are_variances(factory: Callable[[], nn.Module]) -> None:
    assert variances(factory()) == ["running_var"]
    module = nn.Sequential(nn.Linear(3, 3), nn.ModuleDict({"norm": factory()}))
    assert variances(module) == ["1.norm.running_var"]
    assert {spec.role for spec in specs(module) if "running" in spec.name} == {"state"}


def test_norms_without_statistics_have_none() -> None:
    assert variances(nn.BatchNorm1d(3, track_running_stats=False)) == []
    assert variances(nn.Sequential(nn.InstanceNorm1d(3), nn.LayerNorm(3), nn.GroupNorm(1, 3))) == []


class Named(nn.Module):
    """A buffer and a parameter of the name, in a module that is no norm."""

    def __init__(self, parameter: bool) -> None:
        super().__init__()
        values = torch.zeros(3)
        if parameter:
            self.running_var = nn.Parameter(values, requires_grad=False)
        else:
            self.register_buffer("running_var", values)


@pytest.mark.parametrize(("parameter", "role"), [(True, "frozen"), (False, "state")])
def test_the_name_alone_makes_no_variance(parameter: bool, role: str) -> None:
    (spec,) = specs(Named(parameter))
    assert (spec.role, spec.variance) == (role, False)


class FrozenNorm(nn.Module):
    """As torchvision's FrozenBatchNorm2d: a norm of its own class whose tensors are buffers."""

    def __init__(self) -> None:
        super().__init__()
        for name in ("weight", "bias", "running_mean", "running_var"):
            self.register_buffer(name, torch.ones(3))


def test_statistics_are_never_frozen() -> None:
    norm = nn.BatchNorm1d(3).requires_grad_(False)
    mean, variance = torch.zeros(3), torch.ones(3)
    del norm.running_mean, norm.running_var
    norm.running_mean = nn.Parameter(mean, requires_grad=False)
    norm.running_var = nn.Parameter(variance, requires_grad=False)
    found = {spec.name: spec.role for spec in specs(norm)}
    assert found == {
        "weight": "frozen",
        "bias": "frozen",
        "running_mean": "state",
        "running_var": "state",
    }
    assert variances(norm) == ["running_var"]
    assert {spec.role for spec in specs(FrozenNorm())} == {"state"}
    assert variances(FrozenNorm()) == ["running_var"]


def test_the_export_writes_variances(place: str) -> None:
    layout = export_model(networks.BatchNormNet(), (1, 8, 8), place)
    assert [spec.name for spec in layout.tensors if spec.variance] == ["norm.running_var"]
    content = Directory.at(place).read("layout.json").decode()
    assert content.count('"variance": true') == 1
    assert '"format": "skymask-layout/2"' in content
