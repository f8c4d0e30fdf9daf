import re
import traceback

import pytest

from claimed_grid.backend import BackendError
from claimed_grid.stores.sql import Sql
from claimed_grid.stores.sql.engine import limit

HIDDEN = "hunter2/p@ss:w%rd"
QUOTED = "hunter2%2Fp%40ss%3Aw%25rd"


def refusal(url, run="r"):
    """The lasting error of a store, as nothing but its text, whose traceback shows no secret either."""
    with pytest.raises(BackendError) as caught:
        Sql(url, run, "host/1/x", 10.0).prepare()
    shown = "".join(traceback.format_exception(caught.value))
    for part in ("hunter2", "p@ss", QUOTED):
        assert part not in shown
    assert caught.value.lasting
    assert "\n" not in str(caught.value)
    return str(caught.value)


UNKNOWN = (
    "the database's connection string is not understood: write it like postgresql://user:password@host:5432/database, "
    "and in the password %40 for @, %2F for /, %3A for : and %25 for %"
)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", UNKNOWN),
        ("hunter2", UNKNOWN),
        ("/tmp/hunter2.db", UNKNOWN),
        ("postgresql://u:hunter2@h:54x/db", UNKNOWN),
        (f"postgresql://u:{HIDDEN}@h/db", UNKNOWN),
        ("postgresql://u:hunter2@p@h/db", UNKNOWN),
        ("cos://k:hunter2@h/db", "cos is not a database that batches can be kept in: postgresql, sqlite, mysql, mariadb are"),
        ("oracle://k:hunter2@h/db", "oracle is not a database that batches can be kept in: postgresql, sqlite, mysql, mariadb are"),
        ("postgresql+nosuch://u:hunter2@h/db", "SQLAlchemy knows no postgresql+nosuch"),
        ("mysql://u:hunter2@h/db", "mysql needs the Python module MySQLdb, which is not installed"),
        ("sqlite://", "SQLite needs a file that all workers see: write sqlite:////folder/file.db"),
        ("sqlite:///:memory:", "SQLite needs a file that all workers see: write sqlite:////folder/file.db"),
        ("sqlite+aiosqlite:////tmp/x.db", "sqlite+aiosqlite needs the Python module aiosqlite, which is not installed"),
        (
            "sqlite:////no/such/folder/x.db",
            "cannot make the tables claimed_batches and claimed_files in the sqlite database of /no/such/folder/x.db: unable to open database file",
        ),
    ],
)  # fmt: skip
def test_connection_strings_that_cannot_work(url, message):
    assert refusal(url) == message


@pytest.mark.parametrize("run", ["", "r" * 201])
def test_run_needs_a_name(run):
    assert refusal("sqlite:////tmp/x.db", run) == (
        f"the name of a run in a database has 1 to 200 characters, not {len(run)}"
    )


def test_file_that_is_no_database(tmp_path):
    path = tmp_path / "x.db"
    path.write_bytes(b"no database " * 1000)
    assert refusal(f"sqlite:///{path}").endswith(": file is not a database")


@pytest.mark.parametrize(
    ("user", "password", "database", "message"),
    [
        ("claimed", HIDDEN, "postgres", 'password authentication failed for user "claimed"'),
        ("nobody", HIDDEN, "postgres", 'password authentication failed for user "nobody"'),
        ("claimed", None, "nosuch", 'database "nosuch" does not exist'),
    ],
)
def test_wrong_credentials_and_no_such_database(postgres, user, password, database, message):
    options = {} if password is None else {"password": password}
    text = refusal(postgres.url(user, database=database, **options))
    assert re.fullmatch(f"cannot make the tables .* in the postgresql database of 127.0.0.1: .*{message}", text)


def test_no_password(postgres):
    assert "no password supplied" in refusal(f"postgresql://claimed@127.0.0.1:{postgres.port}/postgres")


def test_user_who_may_not_make_tables(postgres, run):
    postgres.ask("DROP DATABASE IF EXISTS guarded")
    postgres.ask("DROP ROLE IF EXISTS guest")
    postgres.ask("CREATE DATABASE guarded")
    postgres.ask("CREATE ROLE guest LOGIN PASSWORD 'hunter2'")
    guest = postgres.url("guest", "hunter2", "guarded")
    assert "permission denied for schema public" in refusal(guest)
    Sql(postgres.url(database="guarded"), run, "host/1/x", 10.0).prepare()
    assert "permission denied for table claimed_batches" in refusal(guest)
    for table in ("claimed_batches", "claimed_files"):
        postgres.ask(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO guest", "guarded")
    store = Sql(guest, run, "host/1/x", 10.0)
    store.prepare()
    assert store.claim("a", None).attempt == 1
    store.close()


def test_table_without_a_key_is_no_coordinator(postgres, tmp_path):
    postgres.ask("DROP DATABASE IF EXISTS keyless")
    postgres.ask("CREATE DATABASE keyless")
    Sql(postgres.url(database="keyless"), "r", "host/1/x", 10.0).prepare()
    postgres.ask("ALTER TABLE claimed_batches DROP CONSTRAINT claimed_batches_pkey", "keyless")
    assert "no unique or exclusion constraint" in refusal(postgres.url(database="keyless"))


def test_secrets_of_the_query_are_hidden_too(postgres):
    text = refusal(f"postgresql://claimed@127.0.0.1:{postgres.port}/postgres?password=hunter2&application_name=x")
    assert 'password authentication failed for user "claimed"' in text


def test_text_of_the_driver_that_repeats_the_password(postgres):
    # the password is also the name of the database, which the server's answer repeats
    text = refusal(postgres.url("hunter2", "hunter2", "hunter2"))
    assert text.endswith('FATAL: password authentication failed for user "***"')


def test_postgres_is_postgresql(postgres, run):
    store = Sql(postgres.url().replace("postgresql://", "postgres://"), run, "host/1/x", 10.0)
    store.prepare()
    store.close()


def test_name_of_a_file_that_is_too_long(store):
    if store._database.dialect == "postgresql":
        with pytest.raises(BackendError, match=r"cannot write a file .*value too long") as caught:
            store.write("x" * 501, b"")
        assert caught.value.lasting


def test_tables_that_nobody_has_made(postgres, tmp_path):
    postgres.ask("DROP DATABASE IF EXISTS empty")
    postgres.ask("CREATE DATABASE empty")
    for url, expected in (
        (postgres.url(database="empty"), 'postgresql database of 127.0.0.1: relation "claimed_batches" does not exist'),
        (f"sqlite:///{tmp_path}/x.db", f"sqlite database of {tmp_path}/x.db: no such table: claimed_batches"),
    ):
        with pytest.raises(BackendError) as caught:
            Sql(url, "r", "host/1/x", 10.0).states(["a"])
        assert str(caught.value) == f"cannot list batches in the {expected}"


@pytest.mark.parametrize(("timeout", "expected"), [(2, 1), (100, 10), (10800, 60)])
def test_limit_of_a_request(timeout, expected):
    assert limit(timeout) == expected
