"""NVIDIA FLARE: an aggregator whose rounds are SkyMask's, for FedAvg and workflows like it.

Needs the extra `nvflare`. `skymask_recipe` makes a job of the three parts: FLARE's FedAvg,
`SkyMaskAggregator`, and `SkyMaskPersistor`, which gives it the newest version.
"""

from skymask_client.errors import MissingExtraError

try:
    from skymask_client.nvflare.aggregator import SkyMaskAggregator
    from skymask_client.nvflare.persistor import SkyMaskPersistor
    from skymask_client.nvflare.recipe import skymask_recipe
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "nvflare":
        raise
    raise MissingExtraError("skymask_client.nvflare", "nvflare") from error

__all__ = ["SkyMaskAggregator", "SkyMaskPersistor", "skymask_recipe"]
