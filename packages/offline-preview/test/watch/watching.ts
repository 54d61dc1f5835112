import type { ChildProcess } from "node:child_process";
import { get, type IncomingMessage } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { View } from "../../src/html/view";
import type { Result, TemporaryProject } from "../preview-command";

/** A preview that watches a project, and what its page would get. */
export class Watching {
  readonly views: View[] = [];
  #events: IncomingMessage | undefined;

  private constructor(
    readonly child: ChildProcess,
    readonly result: Promise<Result>,
    readonly url: URL,
  ) {}

  static async start(project: TemporaryProject, ...args: string[]): Promise<Watching> {
    const { child, result } = project.start("--watch", ...args);
    const url = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stdout?.on("data", (text: string) => {
        said += text;
        const [address] = /http:\/\/\S+/.exec(said) ?? [];
        if (address !== undefined) resolve(address);
      });
      result.then(({ stderr }) => reject(new Error(stderr)), reject);
    });
    const watching = new Watching(child, result, new URL(url));
    await watching.#listen();
    return watching;
  }

  /** What the server answers. */
  async ask(
    path: string,
    headers: Record<string, string> = {},
    method = "GET",
  ): Promise<{ status: number; text: string; headers: IncomingMessage["headers"] }> {
    const { hostname, port } = this.url;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ hostname, port, path, headers, method, agent: false }, resolve).on("error", reject);
    });
    let text = "";
    for await (const piece of response.setEncoding("utf8")) text += piece;
    return { status: response.statusCode ?? 0, text, headers: response.headers };
  }

  /** Waits for a plan of which something is true. */
  async until(isIt: (view: View) => boolean): Promise<View> {
    for (;;) {
      const found = this.views.find(isIt);
      if (found !== undefined) return found;
      if (this.child.exitCode !== null) throw new Error(`the preview ended: ${(await this.result).stderr}`);
      await setTimeout(20);
    }
  }

  /** Interrupts the preview as Ctrl-C does. */
  async end(): Promise<Result> {
    this.child.kill("SIGINT");
    return this.result;
  }

  async #listen(): Promise<void> {
    this.#events = await new Promise((resolve, reject) => {
      get(new URL("events?seen=0", this.url), resolve).on("error", reject);
    });
    let rest = "";
    this.#events?.setEncoding("utf8").on("data", (text: string) => {
      const events = (rest + text).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const [, data] = /^data: (.*)$/m.exec(event) ?? [];
        if (data !== undefined) this.views.push(JSON.parse(data));
      }
    });
    this.#events?.on("error", () => undefined);
  }
}
