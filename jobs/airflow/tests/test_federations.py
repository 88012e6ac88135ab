from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from skymask_airflow.federations import Federation, FederationsError, home, load


def read(tmp_path: Path, text: str) -> list[Federation]:
    path = tmp_path / "federations.yaml"
    path.write_text(text)
    return load(path)


def test_the_projects_own_file() -> None:
    (people,) = load()
    assert people.name == "people"
    assert people.config == str(home() / "conf" / "demo.conf")
    assert people.schedule is None


def test_defaults_and_what_stands_above_them(tmp_path: Path) -> None:
    one, two = read(
        tmp_path,
        """
        defaults: {quorum: 5, poll: 90s, schedule: "@daily", conf: {spark.cores.max: 8}}
        federations:
          one: {config: /etc/one.conf, start_date: 2026-03-01, settings: {mask.epochs: 10}}
          two: {config: two.conf, quorum: 7, deadline: 2d, data: "s3a://bucket/evaluation"}
        """,
    )
    assert (one.quorum, two.quorum) == (5, 7)
    assert one.config == "/etc/one.conf"
    assert two.config == str(home() / "two.conf")
    assert two.data == "s3a://bucket/evaluation"
    assert one.poll == timedelta(seconds=90)
    assert two.deadline == timedelta(days=2)
    assert one.start_date == datetime(2026, 3, 1, tzinfo=UTC)
    assert one.schedule == two.schedule == "@daily"
    assert one.conf == {"spark.cores.max": 8}
    assert one.arguments() == ["--config", "/etc/one.conf", "-D", "mask.epochs=10"]


def test_the_driver_may_see_the_configuration_elsewhere(tmp_path: Path) -> None:
    text = "federations: {one: {config: /etc/one.conf, driver_config: one.conf}}"
    (one,) = read(tmp_path, text)
    assert one.arguments() == ["--config", "/etc/one.conf"]
    assert one.arguments(on_cluster=True) == ["--config", "one.conf"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "federations.yaml: expected keys with values"),
        ("federations: {one: {}}", "one: config is missing"),
        ("federations: {one: {config: a, quorom: 4}}", "unknown key quorom; did you mean quorum?"),
        ("federations: {one: {config: a, quorum: 0}}", "quorum is 0, expected a whole number, 1"),
        ("federations: {one: {config: a, quorum: yes}}", "quorum is True, expected a whole number"),
        ("federations: {one: {config: a, poll: 5}}", "poll is 5, expected a duration as in 90s"),
        ("federations: {one: {config: a, start_date: soon}}", "start_date is 'soon', expected a"),
        ("federations: {one: {config: a, conf: 3}}", "conf: expected keys with values, found 3"),
        ("federations: {one: {config: 3}}", "config is 3, expected text"),
        ("federations: {one: {config: a, alert_url: x}}", "alert_url is 'x', expected http(s)://"),
        ("federations: {o/e: {config: a}}", "o/e: expected a name of letters"),
        ("federation: {}", "unknown key federation; did you mean federations?"),
        ("a: [", "federations.yaml: "),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FederationsError) as error:
        read(tmp_path, text)
    assert message in str(error.value)
