"""Serves the model on PORT until SIGTERM, the newest within a minute: GET /predict?x=1,2"""

import json
import os
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from bucket import open_bucket
from log import log
from model import Model


class NewestModel:
    """The model of the bucket, read again after so many seconds."""

    def __init__(self, bucket, seconds=60):
        self.bucket = bucket
        self.seconds = seconds
        self.lock = threading.Lock()
        self.model = None
        self.read_at = None

    def get(self):
        with self.lock:
            now = time.monotonic()
            if self.model is None or now - self.read_at >= self.seconds:
                text = self.bucket.read("models/latest.json")
                self.model = Model.of(json.loads(text)) if text else None
                self.read_at = now
            return self.model


class Handler(BaseHTTPRequestHandler):
    # Seconds without a byte until a connection is closed.
    timeout = 10
    newest = None

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/healthz":
            return self.answer(200, {"status": "ok"})
        if url.path != "/predict":
            return self.answer(404, {"error": "there is GET /predict alone"})
        try:
            model = self.newest.get()
        except Exception as error:
            log("error", "model unreadable", error=f"{type(error).__name__}: {error}")
            return self.answer(503, {"error": "try again later"})
        if model is None:
            return self.answer(503, {"error": "no model has been trained yet"})
        try:
            features = [float(value) for value in parse_qs(url.query).get("x", [""])[0].split(",")]
            return self.answer(200, {"y": model.predict(features)})
        except ValueError:
            return self.answer(400, {"error": f"x must be {len(model.weights)} numbers"})

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Requests are in the load balancer's logs."""


def main():
    Handler.newest = NewestModel(open_bucket())
    with ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Handler) as server:
        server.daemon_threads = False

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
