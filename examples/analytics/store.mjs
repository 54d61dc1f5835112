// The worker: writes each message of the queue as an object of the bucket, until SIGTERM.
import { setTimeout as pause } from "node:timers/promises";
import { log } from "./log.mjs";
import { openBucket, openQueue } from "./stores.mjs";

const queue = await openQueue();
const bucket = await openBucket();
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
process.once("SIGINT", () => stop.abort());

log("info", "waiting for events");
while (!stop.signal.aborted) {
  for (const message of await receive()) await store(message);
}
log("info", "stopped");

async function receive() {
  try {
    return await queue.receive(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return [];
    log("error", "queue unreachable", { error: `${error.name}: ${error.message}` });
    await pause(5_000, undefined, { signal: stop.signal }).catch(() => {});
    return [];
  }
}

/** Named for its message, which may arrive twice. One that fails stays in the queue, at last in the dead-letter queue. */
async function store(message) {
  try {
    const [{ at }] = JSON.parse(message.body);
    const key = `raw/${at.slice(0, 10)}/${message.id}.json`;
    await bucket.write(key, message.body);
    await queue.done(message);
    log("info", "stored", { key });
  } catch (error) {
    log("error", "not stored", { message: message.id, error: `${error.name}: ${error.message}` });
  }
}
