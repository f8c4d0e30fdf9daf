from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.papermill.operators.papermill import PapermillOperator

with DAG(dag_id="cyclists", schedule="@once", start_date=datetime(2024, 1, 1), catchup=False) as dag:
    load = PapermillOperator(
        task_id="preprocess",
        input_nb="/opt/airflow/notebooks/1_preprocessing.ipynb",
        output_nb="/opt/airflow/results/out-{{ execution_date }}.ipynb",
        parameters={"train_size": 5},
    )
    fit = PapermillOperator(
        task_id="fit",
        input_nb="/opt/airflow/notebooks/2_model_fitting.ipynb",
        output_nb="/opt/airflow/results/fit-{{ execution_date }}.ipynb",
        execution_timeout=timedelta(minutes=5),
    )
    load >> fit
