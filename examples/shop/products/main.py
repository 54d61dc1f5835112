"""Serves the catalog on PORT until SIGTERM, and answers what is open by then."""

import json
import os
import signal
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from catalog import Catalog
from database import database_of
from log import log


class Server(ThreadingHTTPServer):
    # Stopping waits for the requests that are open.
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, port, catalog):
        super().__init__(("", port), Handler)
        self.catalog = catalog


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Seconds without a byte until a connection is closed: less than a replica has to stop.
    timeout = 10

    def do_GET(self):
        started = time.monotonic()
        path = self.path.partition("?")[0]
        try:
            status, body = self._answer(path)
        except Exception as error:
            log("error", "request failed", path=path, error=f"{type(error).__name__}: {error}")
            status, body = HTTPStatus.SERVICE_UNAVAILABLE, {"error": "try again later"}
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        # A thread for each connection: none is kept for a request that may never come.
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)
        if path != "/healthz":
            request_id = self.headers.get("X-Request-Id", "")
            milliseconds = round((time.monotonic() - started) * 1000, 1)
            log("info", "request", requestId=request_id, path=path, status=status, durationMs=milliseconds)

    def _answer(self, path):
        if path == "/healthz":
            # Of this replica alone: a database that pauses or fails over is no reason to replace all replicas.
            return HTTPStatus.OK, "ok"
        if path == "/products":
            return HTTPStatus.OK, self.server.catalog.list()
        if path.startswith("/products/"):
            product = self.server.catalog.find(unquote(path.removeprefix("/products/")))
            if product is not None:
                return HTTPStatus.OK, product
            return HTTPStatus.NOT_FOUND, {"error": "there is no such product"}
        return HTTPStatus.NOT_FOUND, {"error": "there is no such path"}

    def log_message(self, *_):
        """Requests are logged as JSON instead."""


def main():
    catalog = Catalog(database_of())
    with Server(int(os.environ.get("PORT", "8080")), catalog) as server:

        def stop(number, _frame):
            log("info", "stopping", signal=signal.Signals(number).name)
            threading.Thread(target=server.shutdown).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        log("info", "listening", port=server.server_port)
        server.serve_forever(poll_interval=0.1)
    log("info", "stopped")


if __name__ == "__main__":
    main()
