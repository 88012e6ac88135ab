"""A silo of the test with NVIDIA FLARE: site-1 to site-10; the first three flip labels."""

import os
import sys

import nvflare.client as flare

sys.path.insert(0, f"{os.environ['SKYMASK_HOME']}/src/test/python/flower")

from digits import task  # noqa: E402


def main():
    directory = sys.argv[sys.argv.index("--directory") + 1]
    flare.init()
    silo = int(flare.get_site_name().removeprefix("site-")) - 1
    features, labels = task.silo(directory, silo, flips=silo < task.ATTACKERS)
    while flare.is_running():
        model = flare.receive()
        seed = 100 * (model.current_round + 1) + silo
        weights, loss = task.train(model.params, features, labels, seed)
        flare.send(flare.FLModel(params=weights, metrics={"train-loss": loss}))


main()
