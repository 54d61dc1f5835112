// Collects events by HTTP, and sends them to the queue, which takes every burst.
import { parsedEvents } from "./events.mjs";
import { Refusal, serve } from "./serve.mjs";
import { openQueue } from "./stores.mjs";

const queue = await openQueue();

serve(
  async ({ method, path, body }) => {
    if (path !== "/events" || method !== "POST") throw new Refusal(404, "there is POST /events alone");
    const events = parsedEvents(body, new Date());
    await queue.send(JSON.stringify(events));
    return json(202, { accepted: events.length });
  },
  (status, error) => json(status, { error }),
);

function json(status, value) {
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}
