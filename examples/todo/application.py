"""The web application, by WSGI: static files, and the to-do list as JSON below /api/todos."""

import json
import time
from http import HTTPStatus
from mimetypes import guess_type
from pathlib import Path

from log import log
from todos import LONGEST_TITLE

STATIC = Path(__file__).with_name("static")
MOST_BYTES = 16 * 1024
SECURITY_HEADERS = [
    ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]


class Refusal(Exception):
    """A request that can't be answered as asked."""

    def __init__(self, status, error):
        super().__init__(error)
        self.status = status


class Application:
    def __init__(self, todos, folder=STATIC):
        self._todos = todos
        # Read once: a path of a request never reaches the file system.
        self._files = {
            f"/static/{path.name}": (guess_type(path.name)[0] or "application/octet-stream", path.read_bytes())
            for path in folder.iterdir()
        }
        self._files["/"] = self._files["/static/index.html"]

    def __call__(self, environ, start_response):
        started = time.monotonic()
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        try:
            status, content_type, body = self._answer(method, path, environ)
        except Refusal as refusal:
            status, content_type, body = _json(refusal.status, {"error": str(refusal)})
        except Exception as error:
            log("error", "request failed", method=method, path=path, error=f"{type(error).__name__}: {error}")
            status, content_type, body = _json(HTTPStatus.SERVICE_UNAVAILABLE, {"error": "try again later"})
        if path != "/healthz":
            milliseconds = round((time.monotonic() - started) * 1000, 1)
            log("info", "request", method=method, path=path, status=status, durationMs=milliseconds)
        headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), *SECURITY_HEADERS]
        start_response(f"{status.value} {status.phrase}", headers)
        return [b"" if method == "HEAD" else body]

    def _answer(self, method, path, environ):
        if path == "/healthz":
            # Of this replica alone: a database that pauses or fails over is no reason to replace all replicas.
            return HTTPStatus.OK, "text/plain", b"ok\n"
        if path in self._files:
            if method not in ("GET", "HEAD"):
                raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are allowed here")
            return HTTPStatus.OK, *self._files[path]
        if path == "/api/todos":
            return self._list(method, environ)
        if path.startswith("/api/todos/"):
            return self._entry(method, path.removeprefix("/api/todos/"), environ)
        raise Refusal(HTTPStatus.NOT_FOUND, "there is no such page")

    def _list(self, method, environ):
        if method in ("GET", "HEAD"):
            return _json(HTTPStatus.OK, self._todos.list())
        if method == "POST":
            title = _body(environ).get("title")
            if not isinstance(title, str) or not 1 <= len(title.strip()) <= LONGEST_TITLE:
                raise Refusal(HTTPStatus.BAD_REQUEST, f"title must be a text of 1 to {LONGEST_TITLE} characters")
            return _json(HTTPStatus.CREATED, self._todos.add(title.strip()))
        raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "only GET, HEAD and POST are allowed here")

    def _entry(self, method, todo_id, environ):
        if method == "PATCH":
            done = _body(environ).get("done")
            if not isinstance(done, bool):
                raise Refusal(HTTPStatus.BAD_REQUEST, "done must be true or false")
            found = self._todos.set_done(todo_id, done)
        elif method == "DELETE":
            found = self._todos.remove(todo_id)
        else:
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "only PATCH and DELETE are allowed here")
        if not found:
            raise Refusal(HTTPStatus.NOT_FOUND, "there is no such entry")
        return HTTPStatus.NO_CONTENT, "application/json", b""


def _json(status, value):
    return status, "application/json", json.dumps(value).encode()


def _body(environ):
    """The JSON object that the request has."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request has at most {MOST_BYTES} bytes")
    try:
        value = json.loads(environ["wsgi.input"].read(int(length)))
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise Refusal(HTTPStatus.BAD_REQUEST, "the request must be a JSON object")
    return value
