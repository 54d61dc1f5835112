import { randomUUID } from "node:crypto";
import { Refusal } from "./serve.mjs";

const productId = /^[a-z0-9-]{1,64}$/;

/** Places orders and finds them, with the help of the services that know products and prices. */
export class Orders {
  /**
   * @param store keeps orders, and tells the worker of new ones
   * @param services addresses of the services `products` and `pricing`
   */
  constructor(store, services) {
    this.store = store;
    this.services = services;
  }

  /**
   * @param given country, and lines of product and quantity
   * @param id of the request, which the services log too
   */
  async place(given, id) {
    const lines = await Promise.all(linesOf(given).map((line) => this.#priced(line, id)));
    const quote = await this.#call(`${this.services.pricing}/quotes`, id, {
      country: given.country,
      lines: lines.map(({ priceCents, quantity }) => ({ priceCents, quantity })),
    });
    const order = { id: randomUUID(), country: given.country, lines, ...quote };
    await this.store.add(order);
    return { ...order, status: "placed" };
  }

  async find(orderId) {
    const order = await this.store.find(orderId);
    if (order === undefined) throw new Refusal(404, "there is no such order");
    return order;
  }

  async #priced({ product, quantity }, id) {
    const { name, priceCents } = await this.#call(`${this.services.products}/products/${product}`, id);
    return { product, name, priceCents, quantity };
  }

  async #call(url, id, body) {
    const response = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers: { "Content-Type": "application/json", "X-Request-Id": id },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    if (response.status < 500) throw new Refusal(400, answer.error);
    throw new Error(`${url} answered ${response.status}`);
  }
}

function linesOf(given) {
  const { lines } = given ?? {};
  const isLine = (line) =>
    productId.test(line?.product) &&
    Number.isInteger(line.quantity) &&
    line.quantity >= 1 &&
    line.quantity <= 100;
  if (Array.isArray(lines) && lines.length >= 1 && lines.length <= 20 && lines.every(isLine)) return lines;
  throw new Refusal(400, "lines must be 1 to 20, each with product and a quantity from 1 to 100");
}
