"""What each command does with its parsed options."""

import importlib
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from skymask_client import standing, upload
from skymask_client.errors import ExportError, MissingExtraError
from skymask_client.keys import generate_key_pair
from skymask_client.layout import Role, TensorSpec
from skymask_client.model import read_model, verify_commit
from skymask_client.weights import load_weights, save_weights


def fetch(options: Namespace) -> None:
    """Writes a version's tensors to one file."""
    model = read_model(options.models, options.round)
    further = {name: model.tensors[first] for name, first in model.tied.items()}
    save_weights(options.output, {**model.tensors, **further})
    print(f"{options.output}: version {model.round} of {model.federation}, {model.digest}")


def submit(options: Namespace) -> None:
    """Sends a file of weights, or of their difference from the base."""
    base = read_model(options.models, options.round)
    common: dict[str, Any] = {
        "examples": options.examples,
        "dtype": options.dtype,
        "key": options.key,
        "overwrite": options.overwrite,
    }
    where = (options.updates, base, options.client)
    if options.delta is not None:
        sent = upload.submit_delta(*where, load_weights(options.delta), **common)
    else:
        sent = upload.submit(*where, load_weights(options.weights), kind=options.kind, **common)
    signed = "signed" if sent.signed else "unsigned"
    print(f"{sent.location}: {signed} {sent.manifest.kind} for round {sent.manifest.round}")


def verdict(options: Namespace) -> None:
    """Prints what became of a silo's upload."""
    said = standing.verdicts(options.models, options.client)
    if options.history:
        for each in said:
            print(f"round {each.round} ({each.outcome}): {_said(each)}")
        return
    one = standing.verdict(options.models, options.client, options.round)
    print(f"{one.client}, round {one.round} ({one.outcome}): {_said(one)}")
    if options.round is None and one.verdict != "accepted":
        print(f"This is so since round {standing.since(said)}.")
    seen = [each for each in said if each.verdict != standing.ABSENT]
    accepted = sum(each.accepted for each in seen)
    print(f"Its uploads are in {accepted} of the {len(seen)} models of rounds that have seen one.")


def _said(one: standing.Verdict) -> str:
    if one.reason is None:
        return one.verdict
    return f"{one.verdict}, {one.reason}" + (f": {one.detail}" if one.detail else "")


def verify(options: Namespace) -> None:
    """Prints a line for each version that was checked."""
    for commit in verify_commit(options.models, options.round, chain=options.chain):
        print(f"version {commit.round} of {commit.federation}: {commit.model}")


def keygen(options: Namespace) -> None:
    """Makes a key pair."""
    private, public = generate_key_pair(options.client, options.directory)
    print(f"{private}: private, keep it here")
    print(f"{public}: public, give it to the federation")


def export(options: Namespace) -> None:
    """Imports a module's factory and writes version 0."""
    shape = _shape(options.input)
    try:
        import torch
    except ModuleNotFoundError as error:
        raise MissingExtraError("export", "torch") from error
    from skymask_client.export import export_model

    factory = _find(options.module)
    if options.seed is not None:
        torch.manual_seed(options.seed)
    module = factory if isinstance(factory, torch.nn.Module) else factory()
    if not isinstance(module, torch.nn.Module):
        raise ExportError(f"{options.module} gives {type(module).__name__}, expected an nn.Module")
    layout = export_model(module, shape, options.output, loss=options.loss)
    print(f"{options.output}: {_count(layout.tensors)}")
    for role in get_args(Role):
        specs = [spec for spec in layout.tensors if spec.role == role]
        if specs:
            print(f"{role}: {_count(specs)}")


def _count(specs: Sequence[TensorSpec]) -> str:
    return f"{len(specs)} tensors, {sum(spec.size for spec in specs)} values"


def _shape(text: str) -> tuple[int, ...]:
    try:
        shape = tuple(int(part) for part in text.split(","))
    except ValueError:
        shape = ()
    if not shape or min(shape) < 1:
        raise ExportError(f"--input {text!r}: expected positive integers as in 1,28,28")
    return shape


def _find(name: str) -> Any:
    module, _, attribute = name.partition(":")
    sys.path.insert(0, str(Path.cwd()))  # as `python -m` does
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ExportError(f"{name}: expected package.module:factory ({error})") from error
