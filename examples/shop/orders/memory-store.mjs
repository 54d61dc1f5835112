/** Orders in memory, with the worker in the same process: for a developer's machine and tests. */
export class MemoryStore {
  #orders = new Map();

  async add(order) {
    this.#orders.set(order.id, { ...order, status: "placed" });
    setTimeout(() => this.#orders.set(order.id, { ...order, status: "confirmed" }), 50);
  }

  async find(id) {
    return this.#orders.get(id);
  }
}
