import importlib
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException

from skymask_airflow.alerts import alert
from skymask_airflow.federations import Federation


def test_a_dag_for_each_federation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "federations.yaml"
    path.write_text(
        "defaults: {config: a.conf, quorum: 9}\n"
        "federations: {one: {schedule: '@daily'}, two: {retries: 5}}\n"
    )
    monkeypatch.setenv("SKYMASK_FEDERATIONS", str(path))
    dags = importlib.import_module("skymask_dags")
    one, two = dags.skymask_one, dags.skymask_two
    assert one.schedule == "@daily"
    assert two.schedule is None
    assert one.params["quorum"] == 9
    assert two.get_task("round").retries == 5
    assert two.max_active_runs == 1
    ends = {"rejected", "conflict", "unknown", "no_quorum"}
    assert one.get_task("outcome").downstream_task_ids == {"evaluate", *ends}
    assert one.get_task("publish").upstream_task_ids == {"evaluate", "round"}
    assert one.get_task("round").upstream_task_ids == {"plan", "validate"}
    assert one.get_task("validate").upstream_task_ids == {"plan", "uploads"}
    assert all(one.get_task(name).on_failure_callback for name in one.task_ids)
    # What makes the choice of a number one at a time, in backfills too.
    assert one.get_task("plan").max_active_tis_per_dag == 1
    assert one.get_task("plan").mode == "reschedule"


def test_each_way_of_ending_has_its_branch() -> None:
    dags = importlib.import_module("skymask_dags")
    dag = dags.dag_of(Federation("endings", "a.conf"))
    branch = dag.get_task("outcome").python_callable
    chosen = {code: branch({"exit": code}) for code in (0, 3, 4, 5, 6)}
    assert chosen == {0: "evaluate", 3: "no_quorum", 4: "rejected", 5: "conflict", 6: "unknown"}
    assert set(chosen.values()) == dag.get_task("outcome").downstream_task_ids
    for code in (3, 4, 5, 6):
        end = dag.get_task(chosen[code]).python_callable
        with pytest.raises(AirflowFailException, match="round 7: .*'exit': " + str(code)):
            end({"exit": code, "round": 7})


def failed() -> dict[str, Any]:
    ti = SimpleNamespace(
        task_id="round", run_id="r1", try_number=2, xcom_pull=lambda task_ids: 7, log_url="u"
    )
    return {"ti": ti, "exception": ValueError("so it is")}


def test_an_alert_is_posted() -> None:
    received = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    Thread(target=server.handle_request, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    alert(Federation("demo", "a.conf", alert_url=url))(failed())
    server.server_close()
    assert received == [
        {
            "federation": "demo",
            "task": "round",
            "run": "r1",
            "round": 7,
            "try": 2,
            "what": "so it is",
            "log": "u",
        }
    ]


def test_an_alert_that_nobody_takes_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    alert(Federation("demo", "a.conf"))(failed())
    assert "skymask alert" in caplog.text
    alert(Federation("demo", "a.conf", alert_url="http://127.0.0.1:1/"))(failed())
    assert "could not be told" in caplog.text
