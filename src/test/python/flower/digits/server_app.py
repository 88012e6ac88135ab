"""The server, as the page Flower has it; what came of the rounds goes to a file for the test."""

import json
import os
from pathlib import Path

from flwr.app import MetricRecord
from flwr.serverapp import ServerApp

from digits import task
from skymask_client.flower import SkyMaskStrategy
from skymask_client.rounds import CommandRounds, embedded_round

app = ServerApp()


@app.main()
def main(grid, context):
    config = context.run_config
    directory = config["directory"]
    rounds = embedded_round(f"{directory}/digits.conf", environment={"SPARK_HOME": ""})
    if config["hold"]:
        rounds = CommandRounds([config["hold"], *rounds.command], rounds.directory)
    keys = f"{directory}/keys" if Path(directory, "keys").exists() else None
    strategy = SkyMaskStrategy(
        f"{directory}/updates",
        f"{directory}/models",
        rounds,
        keys=keys,
        min_train_nodes=config["nodes"],
        min_evaluate_nodes=0,
        min_available_nodes=config["nodes"],
        fraction_evaluate=1.0 if config["evaluate"] else 0.0,
    )
    features, labels = task.digits(directory)

    def test(server_round, arrays):
        weights = {name: array.numpy() for name, array in arrays.items()}
        measured = task.accuracy(weights, features[task.TEST], labels[task.TEST])
        return MetricRecord({"accuracy": measured})

    result = strategy.start(
        grid=grid, num_rounds=strategy.remaining(config["rounds"]), evaluate_fn=test
    )
    told = {
        "pid": os.getpid(),
        "version": strategy.version,
        "train": {k: dict(v) for k, v in result.train_metrics_clientapp.items()},
        "evaluate": {k: dict(v) for k, v in result.evaluate_metrics_clientapp.items()},
        "test": {k: dict(v) for k, v in result.evaluate_metrics_serverapp.items()},
        "verdicts": {
            k: {v.client: [v.verdict, v.reason, v.detail] for v in o.verdicts}
            for k, o in strategy.outcomes.items()
        },
    }
    Path(directory, "result.json").write_text(json.dumps(told))
