"""Serves the application on PORT until SIGTERM, and answers what is open by then."""

import os
import signal
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from application import Application
from database import database_of
from log import log
from todos import Todos


class Server(ThreadingMixIn, WSGIServer):
    # Stopping waits for the requests that are open.
    daemon_threads = False
    request_queue_size = 128


class Handler(WSGIRequestHandler):
    # Seconds without a byte until a connection is closed: less than a replica has to stop.
    timeout = 10

    def log_message(self, *_):
        """The application logs its requests."""


def main():
    application = Application(Todos(database_of()))
    with Server(("", int(os.environ.get("PORT", "8080"))), Handler) as server:
        server.set_app(application)

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
