"""Applies the migrations that the database doesn't have yet. `before` of the stack file runs it once per deployment.

A file has one statement, which bears a repetition: MySQL commits a change of the schema at once, so that a migration may
have been applied, but not recorded, when its connection is lost.
"""

from contextlib import closing
from pathlib import Path

from database import database_of
from log import log

FOLDER = Path(__file__).with_name("migrations")


def migrate(database, folder=FOLDER):
    with closing(database.connect()) as connection, database.migration_lock(connection):
        cursor = connection.cursor()
        cursor.execute("CREATE TABLE IF NOT EXISTS migrations (name VARCHAR(200) PRIMARY KEY)")
        cursor.execute("SELECT name FROM migrations")
        applied = {name for (name,) in cursor.fetchall()}
        new = [path for path in sorted(folder.glob("*.sql")) if path.name not in applied]
        for path in new:
            cursor.execute(path.read_text())
            cursor.execute(database.sql("INSERT INTO migrations (name) VALUES (?)"), (path.name,))
            log("info", "migration applied", name=path.name)
        connection.commit()
    log("info", "database is up to date", applied=len(new))


if __name__ == "__main__":
    migrate(database_of())
