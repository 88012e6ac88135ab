from collections.abc import Iterator

import pytest

from skymask_client import Model, UploadExistsError, read_model, submit, verify_commit
from skymask_client.storage import Directory
from tests.federation import commit
from tests.test_frozen import LAYOUT as FROZEN_LAYOUT
from tests.test_frozen import tensors as frozen_tensors

s3fs = pytest.importorskip("s3fs", reason="needs s3fs")
moto = pytest.importorskip("moto.server", reason="needs moto[server]")


@pytest.fixture(scope="module")
def options() -> Iterator[dict[str, str]]:
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    values = {"endpoint_url": f"http://{host}:{port}", "key": "test", "secret": "test"}
    s3fs.S3FileSystem(**values).mkdir("federation")
    yield values
    server.stop()


def test_a_round_on_s3(options: dict[str, str], base: Model) -> None:
    # The federation is another process: it shares no cache of listings with the silo.
    models = Directory.at("s3a://federation/models", {**options, "skip_instance_cache": True})
    first = commit(models, 0, base.layout, base.tensors)
    model = read_model("s3a://federation/models", storage_options=options)
    assert model.digest == first
    # The listing of a moment ago must not hide the version that is committed now.
    commit(models, 1, base.layout, {n: a + 1 for n, a in base.tensors.items()}, first)
    assert read_model("s3a://federation/models", storage_options=options).round == 1
    assert len(verify_commit(models, chain=True)) == 2

    updates = "s3://federation/updates"
    upload = submit(
        updates, model, "site-a", model.tensors, examples=1, kind="weights", storage_options=options
    )
    assert upload.location == "s3://federation/updates/round=1/client=site-a"
    folder = Directory.at(upload.location, options)
    assert folder.names() == ["_manifest.json", "part-0.parquet"]
    with pytest.raises(UploadExistsError):
        submit(updates, model, "site-a", model.tensors, examples=1, storage_options=options)
    submit(
        updates, model, "site-a", model.tensors, examples=2, overwrite=True, storage_options=options
    )


def test_frozen_values_of_an_earlier_version_on_s3(options: dict[str, str]) -> None:
    models = Directory.at("s3a://federation/frozen", {**options, "skip_instance_cache": True})
    first = commit(models, 0, FROZEN_LAYOUT, frozen_tensors())
    commit(models, 1, FROZEN_LAYOUT, frozen_tensors(1), first)
    model = read_model("s3a://federation/frozen", storage_options=options)
    assert (model.round, model.tensors["head"].max()) == (1, 1)
    assert model.tensors["body"].tolist() == frozen_tensors()["body"].tolist()
