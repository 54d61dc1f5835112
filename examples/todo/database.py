"""The database that the environment names: MySQL in the cloud, SQLite on a developer's machine and in tests."""

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path

# The certificate authorities of RDS, which the Dockerfile adds.
AUTHORITIES = Path(__file__).with_name("rds-authorities.pem")


class MySql:
    """MySQL over TLS, by the variables that `uses: [db]` sets."""

    def __init__(self, environment):
        self._connection = {
            "host": environment["DB_HOST"],
            "port": int(environment["DB_PORT"]),
            "database": environment["DB_NAME"],
            "user": environment["DB_USER"],
            "password": environment["DB_PASSWORD"],
        }

    def connect(self):
        """A connection of the caller's. It waits for a paused database, which takes about 15 seconds to resume."""
        import pymysql
        from pymysql.constants import CLIENT

        return pymysql.connect(
            **self._connection,
            charset="utf8mb4",
            connect_timeout=30,
            read_timeout=30,
            write_timeout=30,
            ssl_ca=str(AUTHORITIES),
            ssl_verify_cert=True,
            ssl_verify_identity=True,
            # An UPDATE counts the rows that it found, as SQLite does, and not those that it changed.
            client_flag=CLIENT.FOUND_ROWS,
        )

    def sql(self, statement):
        """A statement with `?` for each parameter, as the driver has it."""
        return statement.replace("?", "%s")

    @contextmanager
    def migration_lock(self, connection):
        """Holds off the migration of another platform, which may run at the same time."""
        cursor = connection.cursor()
        cursor.execute("SELECT GET_LOCK('migrations', 20)")
        if cursor.fetchone() != (1,):
            raise TimeoutError("another migration has been running for 20 seconds: deploy again when it has ended")
        # Tables then have it too, whatever the server's default is.
        cursor.execute("ALTER DATABASE CHARACTER SET utf8mb4")
        try:
            yield
        finally:
            cursor.execute("SELECT RELEASE_LOCK('migrations')")


class Sqlite:
    """A file."""

    def __init__(self, path):
        self._path = path

    def connect(self):
        return sqlite3.connect(self._path, timeout=20)

    def sql(self, statement):
        return statement

    @contextmanager
    def migration_lock(self, connection):
        connection.execute("BEGIN IMMEDIATE")
        yield


def database_of(environment=os.environ):
    """The database. Never SQLite by mistake: a container without its variables ends, and the deployment fails."""
    if "DB_HOST" in environment:
        return MySql(environment)
    if "SQLITE_PATH" in environment:
        return Sqlite(environment["SQLITE_PATH"])
    raise SystemExit("no database: set DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD, or SQLITE_PATH")
