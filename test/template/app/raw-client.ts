import { connect, type Socket } from "node:net";

/** A client that speaks TCP, so that a test decides about every byte and sees every byte. */
export class RawClient {
  readonly #socket: Socket;
  #received = "";
  #waiting: (() => void)[] = [];
  /** Resolves, when the connection has ended, to everything that was received. */
  readonly ended: Promise<string>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      this.#received += text;
      for (const check of this.#waiting) check();
    });
    // A reset is an end as well; what was received by then tells whether it came too early.
    socket.on("error", () => {});
    this.ended = new Promise((resolve) => socket.once("close", () => resolve(this.#received)));
  }

  /** Connects, or rejects with the system's error. */
  static connect(port: number): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("error", reject);
      socket.once("connect", () => resolve(new RawClient(socket)));
    });
  }

  /** Sends the text, says nothing more by itself. */
  send(text: string): void {
    this.#socket.write(text);
  }

  /** Breaks the connection without a goodbye. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /** Resolves to everything received, once that contains `text`; rejects when the connection ends first. */
  until(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (this.#received.includes(text)) resolve(this.#received);
      };
      this.#waiting.push(check);
      check();
      this.ended.then(() => reject(new Error(`ended without ${JSON.stringify(text)}: ${this.#received}`)));
    });
  }
}

/** Connects, sends the text and returns everything that comes back until the server ends the connection. */
export async function exchange(port: number, text: string): Promise<string> {
  const client = await RawClient.connect(port);
  client.send(text);
  return client.ended;
}
