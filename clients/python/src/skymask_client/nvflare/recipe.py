"""A job of FLARE whose rounds are SkyMask's."""

from typing import Any

from nvflare.fuel.utils.constants import FrameworkType
from nvflare.recipe.fedavg import FedAvgRecipe

from skymask_client.model import read_model
from skymask_client.nvflare.aggregator import SkyMaskAggregator
from skymask_client.nvflare.persistor import SkyMaskPersistor


class _Recipe(FedAvgRecipe):  # type: ignore[misc, unused-ignore] # FLARE has no types
    """As FedAvg's; a client whose training fails does not end the job."""

    def _get_controller_kwargs(self) -> dict[str, Any]:
        return {**super()._get_controller_kwargs(), "ignore_result_error": True}


def skymask_recipe(
    aggregator: SkyMaskAggregator,
    *,
    name: str,
    num_rounds: int,
    min_clients: int,
    train_script: str,
    **fedavg: Any,
) -> FedAvgRecipe:
    """FLARE's FedAvg recipe, with an aggregator of SkyMask and its models.

    `num_rounds` counts versions: a job that was broken off and is made again has the rounds that
    are left, and at least one. A client whose training fails is left out, and the round goes on.
    Whatever else `FedAvgRecipe` takes is passed to it.
    """
    left = num_rounds - read_model(aggregator.models).round
    further = {
        "model_persistor": SkyMaskPersistor(aggregator.models),
        "framework": FrameworkType.NUMPY,
        **fedavg,
    }
    return _Recipe(
        name=name,
        num_rounds=max(1, left),
        min_clients=min_clients,
        train_script=train_script,
        aggregator=aggregator,
        **further,
    )
