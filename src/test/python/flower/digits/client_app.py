"""A silo: the first three flip labels, and those after the ten reply odd things."""

import numpy as np
from flwr.app import ArrayRecord, Array, Message, MetricRecord, RecordDict
from flwr.clientapp import ClientApp

from digits import task
from skymask_client.flower import skymask_mod

app = ClientApp()


def arrays(message):
    return {name: array.numpy() for name, array in message.content["arrays"].items()}


def number(context):
    return int(context.node_config["partition-id"])


def signs(message, context, call_next):
    """The mod, where the SuperNode has a key."""
    if "skymask-key" in context.node_config:
        return skymask_mod(message, context, call_next)
    return call_next(message, context)


@app.train(mods=[signs])
def train(message, context):
    silo = number(context)
    directory = context.run_config["directory"]
    features, labels = task.silo(directory, silo, flips=silo < task.ATTACKERS)
    seed = 100 * message.content["config"]["server-round"] + silo
    weights, loss = task.train(arrays(message), features, labels, seed)
    measured = {"num-examples": len(labels), "train-loss": loss}
    reply = {
        "arrays": ArrayRecord({name: Array(value) for name, value in weights.items()}),
        "metrics": MetricRecord(measured),
    }
    return Message(RecordDict(odd(reply, silo)), reply_to=message)


def odd(reply, silo):
    """What the silos after the ten reply."""
    record = reply["arrays"]
    if silo == 10:
        record["1.weight"] = record.pop("0.weight")
    elif silo == 11:
        record["0.weight"] = Array(record["0.weight"].numpy().T.copy())
    elif silo == 12:
        record["0.bias"] = Array(np.full(10, np.nan, np.float32))
    elif silo == 13:
        return {}
    elif silo == 14:
        raise RuntimeError("this silo has no data today")
    elif silo == 15:
        reply["metrics"] = MetricRecord({"num-examples": [1, 2], "other": 1.0})
    return reply


@app.evaluate()
def evaluate(message, context):
    silo = number(context)
    if silo == 12:
        return Message(RecordDict({"metrics": MetricRecord({"accuracy": 1.0})}), reply_to=message)
    features, labels = task.silo(context.run_config["directory"], silo, flips=False)
    measured = {
        "num-examples": len(labels),
        "accuracy": task.accuracy(arrays(message), features, labels),
    }
    return Message(RecordDict({"metrics": MetricRecord(measured)}), reply_to=message)
