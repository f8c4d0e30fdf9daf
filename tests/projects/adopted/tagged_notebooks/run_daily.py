"""Runs the summary of each month with papermill."""

from pathlib import Path

import papermill as pm

OUT = Path("results")
for month in ("2024-03", "2024-04"):
    pm.execute_notebook(
        "notebooks/period_summary.ipynb",
        OUT / f"period_{month}.ipynb",
        parameters=dict(start_date=f"{month}-01", end_date=f"{month}-31"),
    )
