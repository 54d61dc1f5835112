"""The catalog's database: PostgreSQL in the cloud, SQLite on a developer's machine and in tests."""

import os
import sqlite3
import ssl
from pathlib import Path

# The certificate authorities of RDS, which the Dockerfile adds.
AUTHORITIES = Path(__file__).with_name("rds-authorities.pem")


class Postgres:
    """PostgreSQL over TLS, by the variables that `uses: [catalog]` sets."""

    def __init__(self, environment):
        self._connection = {
            "host": environment["CATALOG_HOST"],
            "port": int(environment["CATALOG_PORT"]),
            "database": environment["CATALOG_NAME"],
            "user": environment["CATALOG_USER"],
            "password": environment["CATALOG_PASSWORD"],
        }

    def connect(self):
        """A connection of the caller's. It waits for a paused database, which takes about 15 seconds to resume."""
        import pg8000.dbapi

        # Authority and host name are verified. Strict mode, Python's default, asks for extensions that RFC 5280 has beyond that.
        context = ssl.create_default_context(cafile=AUTHORITIES)
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return pg8000.dbapi.connect(**self._connection, ssl_context=context, timeout=30)

    def sql(self, statement):
        """A statement with `?` for each parameter, as the driver has it."""
        return statement.replace("?", "%s")

    def lock_migrations(self, cursor):
        """Holds off the migration of another platform until the end of the transaction."""
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('migrations'))")


class Sqlite:
    """A file."""

    def __init__(self, path):
        self._path = path

    def connect(self):
        return sqlite3.connect(self._path, timeout=20)

    def sql(self, statement):
        return statement

    def lock_migrations(self, cursor):
        cursor.execute("BEGIN IMMEDIATE")


def database_of(environment=os.environ):
    """The database. Never SQLite by mistake: a container without its variables ends, and the deployment fails."""
    if "CATALOG_HOST" in environment:
        return Postgres(environment)
    if "SQLITE_PATH" in environment:
        return Sqlite(environment["SQLITE_PATH"])
    variables = ", ".join(f"CATALOG_{suffix}" for suffix in ("HOST", "PORT", "NAME", "USER", "PASSWORD"))
    raise SystemExit(f"no database: set {variables}, or SQLITE_PATH")
