"""Applies the migrations that the database doesn't have yet, all or none. `before` of the stack file runs it once per deployment."""

from contextlib import closing
from pathlib import Path

from database import database_of
from log import log

FOLDER = Path(__file__).with_name("migrations")


def migrate(database, folder=FOLDER):
    with closing(database.connect()) as connection:
        cursor = connection.cursor()
        database.lock_migrations(cursor)
        cursor.execute("CREATE TABLE IF NOT EXISTS migrations (name VARCHAR(200) PRIMARY KEY)")
        cursor.execute("SELECT name FROM migrations")
        applied = {name for (name,) in cursor.fetchall()}
        new = [path for path in sorted(folder.glob("*.sql")) if path.name not in applied]
        for path in new:
            cursor.execute(path.read_text())
            cursor.execute(database.sql("INSERT INTO migrations (name) VALUES (?)"), (path.name,))
        connection.commit()
    log("info", "database is up to date", applied=[path.name for path in new])


if __name__ == "__main__":
    migrate(database_of())
