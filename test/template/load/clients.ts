import { randomUUID } from "node:crypto";
import { type Agent, request } from "node:http";
import { connect } from "node:net";

/** How the clients of one kind fared. */
export interface Outcome {
  sent: number;
  /** Exchanges that went as they should. */
  right: number;
  /** What else happened, and how often. */
  wrong: Map<string, number>;
  /** How long each took, in milliseconds. */
  milliseconds: number[];
}

/** What one client does; resolves to undefined if it went as it should, else to what happened. */
type Client = (at: number) => Promise<string | undefined>;

/** Runs `count` clients, `together` at a time. */
export async function crowd(count: number, together: number, client: Client): Promise<Outcome> {
  const outcome: Outcome = { sent: 0, right: 0, wrong: new Map(), milliseconds: [] };
  const worker = async () => {
    while (outcome.sent < count) {
      const at = outcome.sent++;
      const started = performance.now();
      const wrong = await client(at);
      outcome.milliseconds.push(performance.now() - started);
      if (wrong === undefined) outcome.right++;
      else outcome.wrong.set(wrong, (outcome.wrong.get(wrong) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return outcome;
}

/** Asks for / and holds the answer to be whole and its own, by the id that it sent. */
export function asking(port: number, agent: Agent | false): Client {
  return () =>
    new Promise((resolve) => {
      const id = randomUUID();
      const headers = { "X-Request-Id": id };
      const asked = request({ host: "127.0.0.1", port, path: "/", agent, headers }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
        });
        response.on("end", () => {
          if (response.statusCode !== 200) resolve(`status ${response.statusCode}`);
          else if (response.headers["x-request-id"] !== id) resolve("the answer to another request");
          else resolve(body.startsWith("Hello from version ") ? undefined : `body ${JSON.stringify(body)}`);
        });
        response.on("error", (error) => resolve(error.message));
      });
      asked.on("error", (error) => resolve(error.message));
      asked.end();
    });
}

/** Sends pieces with a pause between them, and holds what comes back until the connection ends to `expected`. */
export function sending(
  port: number,
  pieces: (at: number) => (string | Buffer)[],
  pause: number,
  expected: RegExp,
): Client {
  return (at) =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      let answer = "";
      socket.setEncoding("latin1").on("data", (text: string) => {
        answer += text;
      });
      let failure: string | undefined;
      socket.on("error", (error) => {
        failure = error.message;
      });
      socket.on("close", () => {
        if (expected.test(answer)) resolve(undefined);
        else resolve(answer.split("\r\n")[0] || failure || "no answer");
      });
      const [...left] = pieces(at);
      const next = () => {
        const piece = left.shift();
        if (piece === undefined || socket.destroyed) return;
        socket.write(piece);
        if (left.length > 0) setTimeout(next, pause);
      };
      next();
    });
}

/** Breaks the connection after it sent what it sends, without waiting for an answer. */
export function breaking(port: number, text: string): Client {
  return (at) =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(text, () => setTimeout(() => socket.resetAndDestroy(), at % 4));
      });
      socket.on("error", () => {});
      socket.on("close", () => resolve(undefined));
    });
}
