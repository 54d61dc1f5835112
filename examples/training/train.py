"""Trains the model on an object of the bucket, and writes it as models/latest.json.

AWS takes Spot capacity back with SIGTERM: the training writes a checkpoint then, as it does now and then, and ends with exit status
143. The next attempt continues there, and comes to the same model as if nothing had happened.

Each container of an array has a learning rate of its own, and writes models/rates/INDEX.json, with the model's error.
"""

import hashlib
import json
import os
import signal
import sys

from bucket import open_bucket
from log import log
from model import Model, parse_points

interrupted = False


def interrupt(_number, _frame):
    global interrupted
    interrupted = True


def data_key():
    """Of the object that has started the job; by hand that of DATA."""
    event = json.loads(os.environ.get("EVENT", "{}"))
    return event.get("detail", {}).get("object", {}).get("key") or os.environ.get("DATA", "data/points.csv")


def main():
    signal.signal(signal.SIGTERM, interrupt)
    epochs = int(os.environ.get("EPOCHS", "20000"))
    every = int(os.environ.get("CHECKPOINT_EPOCHS", "1000"))
    index = os.environ.get("AWS_BATCH_JOB_ARRAY_INDEX")
    # Double that of the container before it.
    rate = float(os.environ.get("RATE", "0.01")) * 2 ** int(index or 0)
    bucket = open_bucket()
    key = data_key()
    text = bucket.read(key)
    if text is None:
        log("error", "there is no such object", key=key)
        return 1
    try:
        points = parse_points(text)
    except ValueError as error:
        log("error", "not trained", key=key, error=str(error))
        return 1

    # A checkpoint belongs to these data and these settings: others begin anew.
    run = hashlib.sha256(f"{epochs} {rate}\n{text}".encode()).hexdigest()[:16]
    checkpoint = f"checkpoints/{run}.json"
    saved = json.loads(bucket.read(checkpoint) or "null")
    model = Model.of(saved) if saved else Model([0.0] * len(points[0][0]))
    first = saved["epoch"] if saved else 0
    log("info", "continued" if saved else "started", key=key, epoch=first)

    for epoch in range(first + 1, epochs + 1):
        model.epoch(points, rate)
        if interrupted or (epoch % every == 0 and epoch < epochs):
            bucket.write(checkpoint, json.dumps({**model.state(), "epoch": epoch}))
            log("info", "checkpoint", epoch=epoch)
        if interrupted:
            return 128 + signal.SIGTERM

    error = model.error(points)
    if index is None:
        bucket.write("models/latest.json", json.dumps({**model.state(), "data": key}))
    else:
        result = {**model.state(), "data": key, "rate": rate, "error": error}
        bucket.write(f"models/rates/{index}.json", json.dumps(result))
    bucket.remove(checkpoint)
    log("info", "trained", epochs=epochs, rate=rate, error=error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
