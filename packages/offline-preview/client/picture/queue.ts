/** States in the order of their costs: a binary heap. */
export class Queue {
  readonly #heap: { state: number; cost: number }[] = [];

  add(state: number, cost: number): void {
    const heap = this.#heap;
    heap.push({ state, cost });
    for (let at = heap.length - 1; at > 0; ) {
      const above = (at - 1) >> 1;
      if (this.#cost(above) <= this.#cost(at)) break;
      this.#swap(at, above);
      at = above;
    }
  }

  /** Takes the state that costs least. */
  next(): number | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length === 0) return first.state;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = this.#cost(right) < this.#cost(left) ? right : left;
      if (this.#cost(least) >= this.#cost(at)) break;
      this.#swap(at, least);
      at = least;
    }
    return first.state;
  }

  #cost(at: number): number {
    return this.#heap[at]?.cost ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
