"""Where FLARE's workflows get their model from: the federation's newest version."""

import numpy as np
import numpy.typing as npt
from nvflare.apis.fl_context import FLContext
from nvflare.app_common.abstract.model import ModelLearnable, make_model_learnable
from nvflare.app_common.abstract.model_persistor import ModelPersistor

from skymask_client.model import Model, read_model


def to_params(model: Model) -> dict[str, npt.NDArray[np.float32]]:
    """A version's tensors, copied, under all names that the module has."""
    params = {name: np.array(array) for name, array in model.tensors.items()}
    return params | {name: params[first] for name, first in model.tied.items()}


class SkyMaskPersistor(ModelPersistor):  # type: ignore[misc, unused-ignore] # FLARE has no types
    """Loads the newest version below `models`; saves nothing, because a commit has saved it."""

    def __init__(self, models: str) -> None:
        super().__init__()
        self.models = models

    def load_model(self, fl_ctx: FLContext) -> ModelLearnable:
        """The newest version, checked."""
        model = read_model(self.models)
        self.log_info(fl_ctx, f"skymask: begins with version {model.round} of {model.federation}")
        return make_model_learnable(weights=to_params(model), meta_props={})

    def save_model(self, ml: ModelLearnable, fl_ctx: FLContext) -> None:
        """Does nothing."""
