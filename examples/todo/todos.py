"""The to-do list in the database."""

from contextlib import closing
from datetime import UTC, datetime
from uuid import uuid4

LONGEST_TITLE = 200
MOST_LISTED = 500


class Todos:
    """A connection for each request: a database that may pause does so only while nobody is connected."""

    def __init__(self, database):
        self._database = database

    def list(self):
        _, rows = self._execute(
            f"SELECT id, title, done FROM todos ORDER BY created_at, id LIMIT {MOST_LISTED}"
        )
        return [_todo(row) for row in rows]

    def add(self, title):
        todo_id = str(uuid4())
        created_at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        self._execute(
            "INSERT INTO todos (id, title, done, created_at) VALUES (?, ?, ?, ?)",
            (todo_id, title, False, created_at),
        )
        return {"id": todo_id, "title": title, "done": False}

    def set_done(self, todo_id, done):
        """Whether there is such an entry."""
        count, _ = self._execute("UPDATE todos SET done = ? WHERE id = ?", (done, todo_id))
        return count == 1

    def remove(self, todo_id):
        """Whether there was such an entry."""
        count, _ = self._execute("DELETE FROM todos WHERE id = ?", (todo_id,))
        return count == 1

    def _execute(self, statement, parameters=()):
        with closing(self._database.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(self._database.sql(statement), parameters)
            rows = cursor.fetchall()
            connection.commit()
            return cursor.rowcount, rows


def _todo(row):
    todo_id, title, done = row
    return {"id": todo_id, "title": title, "done": bool(done)}
