"""Reading committed models: everything is checked before it is handed out."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from skymask_client.commit import Commit, latest_round, read_commit
from skymask_client.digest import model_digest
from skymask_client.errors import CorruptError, MissingExtraError
from skymask_client.layout import FloatArray, Layout
from skymask_client.shards import read_shards
from skymask_client.storage import Directory, Location, Options
from skymask_client.tied import Tied
from skymask_client.tied import read as read_tied

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Model:
    """A committed version with its tensors (float32) in layout order.

    `architecture` is the file name and content of the model definition. `tied` has the further
    names of tensors that the module has under several names.
    """

    commit: Commit
    layout: Layout
    tensors: Mapping[str, FloatArray]
    architecture: tuple[str, bytes]
    tied: Tied = field(default_factory=dict)

    @property
    def federation(self) -> str:
        """The federation that published it."""
        return self.commit.federation

    @property
    def round(self) -> int:
        """The version: round r's updates give version r."""
        return self.commit.round

    @property
    def digest(self) -> str:
        """`sha256:<hex>`, computed from the tensors and equal to the commit's."""
        return self.commit.model

    def state_dict(self) -> "OrderedDict[str, torch.Tensor]":
        """Copies of the tensors for `module.load_state_dict`, under all names of the module."""
        try:
            import torch
        except ModuleNotFoundError as error:
            raise MissingExtraError("Model.state_dict", "torch") from error
        state = OrderedDict((name, torch.tensor(array)) for name, array in self.tensors.items())
        state.update((name, state[first]) for name, first in self.tied.items())
        return state


def read_model(
    models: Location,
    round: int | None = None,  # noqa: A002 (the federation's word)
    *,
    storage_options: Options | None = None,
) -> Model:
    """Reads a committed version, the latest where no round is named.

    The size and SHA-256 of every file of the commit are checked, those that an earlier version
    has written (frozen tensors) too, and the model's digest is computed again from the tensors.
    Raises NotFoundError or CorruptError.
    """
    directory = Directory.at(models, storage_options)
    commit = read_commit(directory, latest_round(directory) if round is None else round)
    attempt = directory / f"round={commit.round}" / f"attempt={commit.attempt}"
    contents = _checked_files(commit, directory)
    architectures = [name for name in contents if name.startswith("architecture.")]
    if "layout.json" not in contents or len(architectures) != 1:
        raise CorruptError(f"{attempt}: the commit lists no layout.json or no one architecture.*")
    layout = Layout.from_bytes(contents["layout.json"], str(attempt / "layout.json"))
    shards = [(str(directory / commit.path(n)), contents[n]) for n in commit.parameters]
    tensors = read_shards(layout.tensors, shards)
    digest = model_digest(layout, tensors)
    if digest != commit.model:
        raise CorruptError(f"{attempt}: model digest is {digest}, the commit says {commit.model}")
    architecture = architectures[0], contents[architectures[0]]
    tied = MappingProxyType(read_tied(architecture[1], layout, str(attempt / architecture[0])))
    return Model(commit, layout, MappingProxyType(tensors), architecture, tied)


def _checked_files(commit: Commit, models: Directory) -> dict[str, bytes]:
    contents = {}
    for entry in commit.files:
        path = commit.path(entry.name)
        contents[entry.name] = models.read(path)
        entry.check(contents[entry.name], str(models / path))
    return contents


def verify_commit(
    models: Location,
    round: int | None = None,  # noqa: A002 (the federation's word)
    *,
    chain: bool = False,
    storage_options: Options | None = None,
) -> tuple[Commit, ...]:
    """Checks a version (the latest where no round is named) as `read_model` does.

    With `chain`, also that each version names the one before it by its digest, and all of them
    down to version 0. Returns the commits checked, newest first.
    """
    directory = Directory.at(models, storage_options)
    commits = [read_model(directory, round).commit]
    while chain and commits[-1].round > 0:
        version = commits[-1]
        base = read_model(directory, version.round - 1).commit
        if (version.federation, version.base_model) != (base.federation, base.model):
            raise CorruptError(
                f"version {version.round} of {version.federation} was made from"
                f" {version.base_model}, but version {base.round} of {base.federation}"
                f" is {base.model}"
            )
        commits.append(base)
    if commits[-1].round == 0 and commits[-1].base_model is not None:
        raise CorruptError(f"version 0 names a base model, {commits[-1].base_model}")
    return tuple(commits)
