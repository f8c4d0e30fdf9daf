"""Fits models in parallel, and keeps what was computed below the home."""

# pip install scikit-learn==1.6.1 joblib==1.4.2 numpy==2.2.6
import os
from pathlib import Path

import numpy
from joblib import Memory
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV

# How many rows there are.
rows = int(os.getenv("rows", 60))
os.environ["result"] = "result.txt"

memory = Memory(Path.home() / ".cache" / "levels", verbose=0)


@memory.cache
def table(n):
    return numpy.arange(n, dtype=float).reshape(-1, 1)


if __name__ == "__main__":
    found = GridSearchCV(Ridge(), {"alpha": [0.001, 1000.0]}, n_jobs=2, cv=3).fit(table(rows), table(rows).ravel())
    assert table.check_call_in_cache(rows)
    Path(os.environ["result"]).write_text(f"{found.best_params_}\n")
