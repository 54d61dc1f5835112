import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { jsonOf, pageOf } from "../html/page";
import type { View } from "../html/view";

/** Sent with everything. */
const headers = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Serves the newest plan to this machine alone: on the loopback address, to whoever knows the address with its token, and under
 * no other name, so that no page of the web can reach it through a name of its own.
 */
export class LiveServer {
  readonly #token = randomBytes(24).toString("base64url");
  readonly #server: Server;
  readonly #pages = new Set<ServerResponse>();
  #view: View | undefined;
  #number = 0;
  #port = 0;
  /** Requests that came before the first plan. */
  #early: (() => void)[] = [];

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(): Promise<LiveServer> {
    const live = new LiveServer();
    await new Promise<void>((resolve, reject) => {
      live.#server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    const address = live.#server.address();
    if (address !== null && typeof address === "object") live.#port = address.port;
    return live;
  }

  /** Where the page is. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/${this.#token}/`;
  }

  /** Shows another plan in every open page. */
  publish(view: View & Required<Pick<View, "saved">>): void {
    this.#view = view;
    this.#number = view.saved.number;
    for (const page of this.#pages) this.#send(page, view);
    for (const answer of this.#early.splice(0)) answer();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const refuse = (status: number, text: string) =>
      response
        .writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8" })
        .end(`${text}\n`);
    const { host, origin } = request.headers;
    const known = [`127.0.0.1:${this.#port}`, `localhost:${this.#port}`];
    if (
      !known.includes(host ?? "") ||
      !(origin === undefined || known.includes(origin.replace(/^http:\/\//, "")))
    ) {
      refuse(403, "This preview answers to its own address alone.");
      return;
    }
    if (request.method !== "GET") {
      refuse(405, "Only GET.");
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    const [, token = "", ...rest] = pathname.split("/");
    if (!this.#isToken(token)) {
      refuse(403, "The address lacks its token: open the one that the preview printed.");
      return;
    }
    const path = rest.join("/");
    if (path === "events") this.#listen(request, response, searchParams.get("seen"));
    else if (path === "") this.#showPage(response);
    else refuse(404, "There is nothing here.");
  }

  #showPage(response: ServerResponse): void {
    if (this.#view === undefined) {
      this.#early.push(() => this.#showPage(response));
      return;
    }
    response
      .writeHead(200, { ...headers, "Content-Type": "text/html; charset=utf-8" })
      .end(pageOf(this.#view, { connects: true }));
  }

  #listen(request: IncomingMessage, response: ServerResponse, seen: string | null): void {
    response.writeHead(200, { ...headers, "Content-Type": "text/event-stream; charset=utf-8" });
    response.write("retry: 1000\n\n");
    this.#pages.add(response);
    request.on("close", () => this.#pages.delete(response));
    const last = request.headers["last-event-id"] ?? seen;
    if (this.#view !== undefined && String(last) !== String(this.#number)) this.#send(response, this.#view);
  }

  #send(page: ServerResponse, view: View): void {
    page.write(`event: plan\nid: ${this.#number}\ndata: ${jsonOf(view)}\n\n`);
  }

  #isToken(text: string): boolean {
    const [given, expected] = [Buffer.from(text), Buffer.from(this.#token)];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
