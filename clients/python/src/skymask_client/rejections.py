"""Which rejected attempt, if any, has judged the uploads of a round that stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from skymask_client.digest import sha256_hex
from skymask_client.errors import NotFoundError
from skymask_client.fields import Fields
from skymask_client.manifest import SIGNED, UNSIGNED
from skymask_client.standing import RECORD, REJECTED, judged
from skymask_client.storage import Directory


@dataclass(frozen=True)
class Rejected:
    """A rejected attempt: the name of its directory, and the sentence that says why."""

    attempt: str
    why: str


def rejected_with(versions: Directory, number: int, uploads: Directory) -> Rejected | None:
    """The rejected attempt at a round that has judged exactly the uploads that stand, or None.

    `versions` is the round's directory of models, `uploads` that of its updates.
    """
    attempts = [name for name in versions.names() if name.startswith(REJECTED)]
    if not attempts:
        return None
    standing = dict(_manifests(uploads))
    for name in attempts:
        try:
            _, verdicts = judged(versions / name, None, number)
            record = Fields.read((versions / name).read(RECORD), str(versions / name / RECORD))
        except NotFoundError:
            continue  # is being written
        complete = {one.client for one in verdicts if one.verdict != "incomplete"}
        inputs = record.objects("inputs")
        admitted = {each.get("client", str): each.get("manifest", str) for each in inputs}
        same = all(standing.get(client) == digest for client, digest in admitted.items())
        if same and complete == standing.keys():
            return Rejected(name, record.get_or_none("why", str) or "")
    return None


def _manifests(uploads: Directory) -> Iterator[tuple[str, str]]:
    """Each complete upload's client, and the SHA-256 of its manifest."""
    for name in uploads.names():
        for manifest in (SIGNED, UNSIGNED):
            try:
                content = (uploads / name).read(manifest)
            except NotFoundError:
                continue
            yield name.removeprefix("client="), sha256_hex(content)
            break
