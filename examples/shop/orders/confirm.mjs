// The worker of orders: confirms each order of the queue until SIGTERM, and finishes the messages that it has by then.
import { setTimeout as pause } from "node:timers/promises";
import { required } from "./environment.mjs";
import { log } from "./log.mjs";
import { uninterrupted } from "./protection.mjs";

const { ORDERS_TABLE, EVENTS_QUEUE_URL } = required("ORDERS_TABLE", "EVENTS_QUEUE_URL");
const { AwsStore } = await import("./aws-store.mjs");
const store = new AwsStore(ORDERS_TABLE, EVENTS_QUEUE_URL);
const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
process.once("SIGINT", () => stop.abort());

log("info", "waiting for orders");
while (!stop.signal.aborted) {
  const messages = await receive();
  if (messages.length > 0) await uninterrupted(() => confirmAll(messages));
}
log("info", "stopped");

async function receive() {
  try {
    return await store.receive(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return [];
    log("error", "queue unreachable", { error: `${error.name}: ${error.message}` });
    await pause(5_000, undefined, { signal: stop.signal }).catch(() => {});
    return [];
  }
}

async function confirmAll(messages) {
  for (const message of messages) await confirm(message);
}

/** A message that fails stays in the queue, and goes to the dead-letter queue when it has failed too often. */
async function confirm(message) {
  try {
    await store.confirm(message.order);
    await store.done(message);
    log("info", "order confirmed", { order: message.order });
  } catch (error) {
    log("error", "order not confirmed", { order: message.order, error: `${error.name}: ${error.message}` });
  }
}
