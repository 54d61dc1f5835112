// Orders of the shop: an HTTP API. confirm.mjs is the worker behind it.
import { required } from "./environment.mjs";
import { MemoryStore } from "./memory-store.mjs";
import { Orders } from "./orders.mjs";
import { Refusal, serve } from "./serve.mjs";

const { PRODUCTS_URL: products, PRICING_URL: pricing } = required("PRODUCTS_URL", "PRICING_URL");
const orders = new Orders(await createStore(), { products, pricing });

serve(
  async ({ method, path, body, id }) => {
    if (path === "/orders" && method === "POST") return json(201, await orders.place(parsed(body), id));
    const [, orderId] = /^\/orders\/([0-9a-f-]{36})$/.exec(path) ?? [];
    if (orderId !== undefined && method === "GET") return json(200, await orders.find(orderId));
    throw new Refusal(404, "there is no such path");
  },
  (status, error) => json(status, { error }),
);

/** STORE=memory is for a developer's machine; never by mistake, since orders would be lost. */
async function createStore() {
  if (process.env.STORE === "memory") return new MemoryStore();
  const { ORDERS_TABLE, EVENTS_QUEUE_URL } = required("ORDERS_TABLE", "EVENTS_QUEUE_URL");
  const { AwsStore } = await import("./aws-store.mjs");
  return new AwsStore(ORDERS_TABLE, EVENTS_QUEUE_URL);
}

function json(status, value) {
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(400, "the request must be JSON");
  }
}
