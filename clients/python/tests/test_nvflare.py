"""The aggregator without a server: FlareIT runs it in FLARE's simulator."""

import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("nvflare", reason="needs NVIDIA FLARE")

from nvflare.apis.fl_context import FLContext
from nvflare.app_common.abstract.fl_model import FLModel, ParamsType

from skymask_client import Model, UpdateError, read_model
from skymask_client.nvflare import SkyMaskAggregator, SkyMaskPersistor, skymask_recipe
from skymask_client.rounds import AwaitedRounds, CommandRounds, RoundsError
from tests.federation import commit
from tests.test_relay import manifest, rows

COMMITS = """
import sys
sys.path[:0] = {path!r}
import sys
from pathlib import Path
from skymask_client import read_model
from tests.federation import commit
models = Path({models!r})
base = read_model(models)
clients = ["site-1"]
commit(models, base.round + 1, base.layout, base.tensors, base.digest, accepted=clients)
print('{{"outcome": "committed"}}')
"""


@pytest.fixture
def version(tmp_path: Path, base: Model) -> Model:
    commit(tmp_path / "models", 0, base.layout, base.tensors)
    return read_model(tmp_path / "models")


def aggregator(directory: Path, program: str | None = None) -> SkyMaskAggregator:
    tests = Path(__file__).parents[1]
    places = {"path": [str(tests / "src"), str(tests)], "models": str(directory / "models")}
    code = COMMITS.format(**places) if program is None else program
    made = SkyMaskAggregator(
        str(directory / "updates"), str(directory / "models"), command=[sys.executable, "-c", code]
    )
    made.fl_ctx = FLContext()
    return made


def result(client: object, params: Any, **meta: Any) -> FLModel:
    return FLModel(params=params, metrics={"loss": 0.5}, meta={"client_name": client, **meta})


def test_results_become_uploads_and_the_committed_version_goes_back(
    tmp_path: Path, version: Model
) -> None:
    made = aggregator(tmp_path)
    made.reset_stats()
    made.accept_model(result("site-1", dict(version.tensors), NUM_STEPS_CURRENT_ROUND=60))
    made.accept_model(result("site-1", {}))  # a second one
    zeros = {name: np.zeros_like(array) for name, array in version.tensors.items()}
    made.accept_model(
        FLModel(params_type=ParamsType.DIFF, params=zeros, meta={"client_name": "clinic.example"})
    )
    made.accept_model(result("site-3", {"x": "text", "0.bias": np.full(10, np.nan)}))
    given = made.aggregate_model()
    assert given.params_type == ParamsType.FULL
    assert list(given.params) == list(version.tensors)
    assert given.metrics["skymask.version"] == 1
    assert given.metrics["loss"] == 0.5
    assert manifest(tmp_path, "site-1")["examples"] == 60
    (named,) = (tmp_path / "updates/round=1").glob("client=clinic_example-*")
    assert manifest(tmp_path, named.name.removeprefix("client="))["kind"] == "delta"
    assert list(rows(tmp_path, "site-3")) == ["0.bias", "x"]
    made.reset_stats()
    made.accept_model(result("site-1", dict(version.tensors)))
    assert manifest(tmp_path, "site-1", 2)["examples"] == 1


def test_a_round_that_fails_raises_and_is_never_averaged(tmp_path: Path, version: Model) -> None:
    program = 'import sys; print(\'{"error": "no such key", "exit": 2}\'); sys.exit(2)'
    made = aggregator(tmp_path, program)
    made.reset_stats()
    made.accept_model(result("site-1", dict(version.tensors)))
    with pytest.raises(RoundsError, match="round 1 ended with 2 .*: no such key"):
        made.aggregate_model()


def test_who_runs_the_round_is_said_once(tmp_path: Path) -> None:
    places = ("updates", "models")
    assert isinstance(SkyMaskAggregator(*places)._rounds(), AwaitedRounds)
    home = str(Path(__file__).parents[3])
    embedded = SkyMaskAggregator(*places, config="my.conf", home=home)._rounds()
    assert isinstance(embedded, CommandRounds)
    with pytest.raises(UpdateError, match="config and command are both given"):
        SkyMaskAggregator(*places, config="my.conf", command=["run"])


def test_the_workflow_begins_with_the_newest_version(tmp_path: Path, version: Model) -> None:
    persistor = SkyMaskPersistor(str(tmp_path / "models"))
    loaded = persistor.load_model(FLContext())
    weights = loaded["weights"]
    assert {name: array.tolist() for name, array in weights.items()} == {
        name: array.tolist() for name, array in version.tensors.items()
    }


def test_a_job_has_the_rounds_that_are_left(tmp_path: Path, version: Model) -> None:
    commit(tmp_path / "models", 1, version.layout, version.tensors, version.digest)
    script = tmp_path / "client.py"
    script.touch()
    made = SkyMaskAggregator(str(tmp_path / "updates"), str(tmp_path / "models"))
    recipe = skymask_recipe(
        made, name="digits", num_rounds=3, min_clients=2, train_script=str(script)
    )
    assert recipe.num_rounds == 2
    recipe.export(str(tmp_path / "job"))
    written = (tmp_path / "job/digits/app/config/config_fed_server.json").read_text()
    assert '"ignore_result_error": true' in written
    assert "SkyMaskAggregator" in written
    assert "SkyMaskPersistor" in written


def test_the_job_of_the_page(
    tmp_path: Path, version: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Path(__file__).parents[3] / "src/site/markdown/flare.md"
    (code,) = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("client.py").touch()
    exec(code.replace("/srv/digits", str(tmp_path)))
    assert (tmp_path / "jobs/digits/app/config/config_fed_server.json").is_file()
