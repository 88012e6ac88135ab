"""The mod of a client whose federation has keys: it signs the update before it leaves the silo."""

import uuid
from collections.abc import Iterator, Mapping

import fsspec
from flwr.app import Context, Message, MessageType
from flwr.clientapp.typing import ClientAppCallable

from skymask_client.errors import UpdateError
from skymask_client.flower import order
from skymask_client.flower.records import RECORD, Arrays, of_files
from skymask_client.manifest import SIGNED
from skymask_client.model import Model
from skymask_client.storage import Directory
from skymask_client.upload import submit

CLIENT, KEY = "skymask-client", "skymask-key"
"""What the SuperNode's --node-config says: the client id, and the file of its private key."""


def skymask_mod(message: Message, context: Context, call_next: ClientAppCallable) -> Message:
    """Signs what `train` replies, as the client and with the key of the node's own configuration.

    The arrays of the reply become shards and a signed manifest, which the strategy passes on byte
    for byte. Its metrics must have `num-examples`. An update that the federation would refuse
    raises UpdateError here, in the silo.
    """
    if message.metadata.message_type.partition(".")[0] != MessageType.TRAIN:
        return call_next(message, context)
    client, key = _setting(context, CLIENT), _setting(context, KEY)
    base = _base(message)
    reply = call_next(message, context)
    if not reply.has_content():
        return reply
    (record,) = _one(reply.content.array_records, "ArrayRecord")
    (measured,) = _one(reply.content.metric_records, "MetricRecord")
    examples = reply.content.metric_records[measured].get("num-examples")
    # A plain dict: its arrays are the silo's own.
    state = dict(Arrays(reply.content.array_records[record]))
    files = _files(base, client, key, state, examples)
    del reply.content[record]
    reply.content[RECORD] = of_files(files)
    return reply


def _setting(context: Context, name: str) -> str:
    value = context.node_config.get(name)
    if not isinstance(value, str) or not value:
        raise UpdateError(
            f"the node's configuration has no {name}: start the SuperNode with --node-config"
            f' \'{CLIENT}="site-a" {KEY}="/path/of/site-a.key.pem"\''
        )
    return value


def _base(message: Message) -> Model:
    configs = message.content.config_records.values()
    told = next((config[RECORD] for config in configs if RECORD in config), None)
    if not isinstance(told, bytes):
        raise UpdateError("the server does not say which version this is: is it SkyMaskStrategy?")
    (record,) = _one(message.content.array_records, "ArrayRecord")
    return order.to_model(told, Arrays(message.content.array_records[record]))


def _one(records: Mapping[str, object], what: str) -> list[str]:
    names = list(records)
    if len(names) != 1:
        raise UpdateError(f"expected one {what} in the message, found {len(names)}: {names}")
    return names


def _files(
    base: Model, client: str, key: str, state: dict[str, object], examples: object
) -> dict[str, bytes]:
    """The upload's files, made in memory."""
    memory, root = fsspec.filesystem("memory"), f"/{uuid.uuid4().hex}"
    place = Directory(memory, root)
    try:
        submit(place, base, client, state, examples=examples, key=key)  # type: ignore[arg-type] # submit checks it
        directory = place / f"round={base.round + 1}" / f"client={client}"
        return dict(_in_order(directory))
    finally:
        if memory.exists(root):
            memory.rm(root, recursive=True)


def _in_order(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """Shards, then the manifest."""
    for name in sorted(directory.names(), key=lambda name: name == SIGNED):
        yield name, directory.read(name)
