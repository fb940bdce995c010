"""The demonstration's data: where it is, and forgetting it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from tooling.installation import python_of
from tooling.steps import StepError, run_quietly, step

WHERE = "from thuocdo.config.database import data_directory; print(data_directory())"
FORGOTTEN = ("postgresql", "run", "uploads", "static")


def forget(environment: Mapping[str, str]) -> None:
    """Remove the embedded database and uploads; never anything of a database server of the office."""
    if environment.get("DATABASE_URL"):
        raise StepError(
            "DATABASE_URL names a database of your own: --fresh empties only the one that comes along."
        )
    folder = Path(
        run_quietly([python_of(environment), "-c", WHERE], environment=environment, doing="Asking").strip()
    )
    if _is_running(folder / "postgresql/postmaster.pid"):
        raise StepError("The database is in use. Stop the demonstration that runs, then do this again.")
    with step(f"forgetting the data in {folder}"):
        for name in FORGOTTEN:
            shutil.rmtree(folder / name, ignore_errors=True)


def _is_running(pid_file: Path) -> bool:
    """Whether the server that wrote the file lives; a killed one leaves it behind."""
    if not pid_file.is_file():
        return False
    try:
        os.kill(int(pid_file.read_text().splitlines()[0]), 0)
    except (ProcessLookupError, ValueError, IndexError):
        return False
    except PermissionError:
        return True
    return True
