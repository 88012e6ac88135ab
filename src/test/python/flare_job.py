"""The job of test_flare.py: flare_job.py DIR HOLD, where the command HOLD stands before a round's."""

import sys
from pathlib import Path

from nvflare.recipe import SimEnv

from skymask_client.nvflare import SkyMaskAggregator, skymask_recipe
from skymask_client.rounds import embedded_round

directory, hold = sys.argv[1:]
round_command = embedded_round(f"{directory}/digits.conf")
aggregator = SkyMaskAggregator(
    updates=f"{directory}/updates",
    models=f"{directory}/models",
    command=[hold, *round_command.command],
    home=str(round_command.directory),
)
recipe = skymask_recipe(
    aggregator,
    name="digits",
    num_rounds=3,
    min_clients=10,
    train_script=str(Path(__file__).parent / "flare_client.py"),
    train_args=f"--directory {directory}",
)
recipe.execute(SimEnv(num_clients=10, num_threads=10, workspace_root=f"{directory}/workspace"))
