"""A DAG for each federation of federations.yaml: wait for uploads, run the round, tell its outcome.

Needs the project (SKYMASK_HOME, by default the directory that this file is part of), a spark-submit
on the PATH, and this directory on the PYTHONPATH of scheduler, workers and triggerer.
See src/site/markdown/airflow.md.
"""

from typing import Any

from airflow.sdk import DAG, Asset, Param, PokeReturnValue, task
from airflow.sdk.exceptions import AirflowFailException

from skymask_airflow import federations, rounds, submit
from skymask_airflow.alerts import alert
from skymask_airflow.federations import Federation
from skymask_airflow.standing import ask
from skymask_airflow.submit import RoundOperator, SkymaskOperator
from skymask_airflow.uploads import UploadsSensor

# What each way of ending asks of people; the task of that name fails with it.
ENDINGS = {
    submit.QUORUM: ("no_quorum", "too few admitted uploads: see validate, and ask the silos"),
    submit.REJECTED: ("rejected", "the base stands: see report.html in the directory named"),
    submit.CONFLICT: ("conflict", "the version stands, made from other uploads or settings"),
    submit.UNKNOWN: ("unknown", "the storage does not say whether it committed: clear round again"),
}


def dag_of(federation: Federation) -> DAG:
    """The DAG of one federation."""
    model = Asset(name=f"skymask_{federation.name}", uri=f"x-skymask://{federation.name}/model")

    # Backfills have a cap of runs of their own, above the DAG's. One at a time chooses its number,
    # and whoever would make another's round waits, without a worker, until that run has ended.
    @task.sensor(
        max_active_tis_per_dag=1,
        mode="reschedule",
        poke_interval=federation.poll.total_seconds(),
    )
    def plan(params: dict[str, Any], dag_run: Any, ti: Any) -> PokeReturnValue:
        """The number of the round, the same for each repetition of this run."""
        run, wanted, chosen = rounds.name_of(dag_run), params["round"], federation.arguments()
        number = rounds.assign(
            federation.name, run, wanted, lambda: ask(chosen).newest, rounds.holder(ti)
        )
        return PokeReturnValue(is_done=number is not None, xcom_value=number)

    @task.branch
    def outcome(ended: dict[str, Any]) -> str:
        return ENDINGS[ended["exit"]][0] if ended["exit"] else "evaluate"

    @task(outlets=[model])
    def publish(ended: dict[str, Any], measured: dict[str, Any], outlet_events: Any) -> None:
        """Whoever depends on the model learns of the version: once, or again after a repetition."""
        names = {"loss", "measure", measured["measure"], "examples"}
        outlet_events[model].extra = {**ended, **{name: measured[name] for name in sorted(names)}}

    def ending(name: str, meaning: str) -> Any:
        @task(task_id=name, retries=0)
        def end(ended: dict[str, Any]) -> None:
            raise AirflowFailException(f"round {ended['round']}: {meaning}. {ended}")

        return end

    with DAG(
        dag_id=f"skymask_{federation.name}",
        description=f"Rounds of the federation {federation.name}",
        schedule=federation.schedule,
        start_date=federation.start_date,
        catchup=False,
        # Round r+1 is made from version r.
        max_active_runs=1,
        params={
            "round": Param(None, type=["null", "integer"], minimum=1, description="default: next"),
            "quorum": Param(federation.quorum, type="integer", minimum=1),
            "on_rejection": Param(None, type=["null", "string"], enum=[None, "stop", "carry"]),
        },
        default_args={
            "retries": federation.retries,
            "retry_delay": federation.retry_delay,
            "on_failure_callback": alert(federation),
        },
        tags=["skymask"],
        doc_md=__doc__,
    ) as dag:
        number = plan()
        uploads = UploadsSensor(
            task_id="uploads", federation=federation, number=number, quorum="{{ params.quorum }}"
        )
        validate = SkymaskOperator(
            task_id="validate",
            federation=federation,
            command="validate",
            options=["--round", number],
        )
        ended = RoundOperator(task_id="round", federation=federation, number=number)
        evaluate = SkymaskOperator(
            task_id="evaluate",
            federation=federation,
            command="evaluate",
            options=["--round", number, *(["--data", federation.data] if federation.data else [])],
        )
        chosen = outcome(ended.output)
        uploads >> validate >> ended
        chosen >> evaluate
        publish(ended.output, evaluate.output)
        for name, meaning in ENDINGS.values():
            chosen >> ending(name, meaning)(ended.output)
    return dag


for each in federations.load():
    globals()[f"skymask_{each.name}"] = dag_of(each)
