"""A job of FLARE whose rounds are SkyMask's."""

from typing import Any

from nvflare.app_common.workflows.fedavg import FedAvg
from nvflare.fuel.utils.constants import FrameworkType
from nvflare.recipe.fedavg import FedAvgRecipe

from skymask_client.model import read_model
from skymask_client.nvflare.aggregator import SkyMaskAggregator
from skymask_client.nvflare.persistor import SkyMaskPersistor


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
    are left. It has at least one. Whatever else `FedAvgRecipe` takes is passed to it. A client
    whose training fails is left out, and the round goes on.
    """
    left = num_rounds - read_model(aggregator.models).round
    recipe = FedAvgRecipe(
        name=name,
        num_rounds=max(1, left),
        min_clients=min_clients,
        train_script=train_script,
        aggregator=aggregator,
        **{
            "model_persistor": SkyMaskPersistor(aggregator.models),
            "framework": FrameworkType.NUMPY,
            **fedavg,
        },
    )
    return recipe
