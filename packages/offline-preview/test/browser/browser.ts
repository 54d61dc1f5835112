import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";

/** The Chromium of this machine; nothing where there is none. */
export const chromium = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].find(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
);

interface Answer {
  id?: number;
  method?: string;
  sessionId?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** A headless Chromium, spoken to by the DevTools protocol over two pipes: each message ends with a zero byte. */
export class Browser {
  readonly #profile = mkdtempSync(join(tmpdir(), "browser-"));
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve(result: Record<string, unknown>): void; reject(error: Error): void }
  >();
  readonly #listeners: ((answer: Answer) => void)[] = [];
  #last = 0;

  constructor(path: string) {
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--hide-scrollbars",
    ];
    this.#child = spawn(
      path,
      [...flags, "--remote-debugging-pipe", `--user-data-dir=${this.#profile}`, "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    let rest = "";
    (this.#child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop() ?? "";
      for (const message of messages) this.#receive(JSON.parse(message));
    });
  }

  /** Opens a page of its own. */
  async open(url: string, { width = 1280, height = 800, dark = false } = {}): Promise<Tab> {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const tab = new Tab(this, String(sessionId));
    await tab.prepare(width, height, dark);
    await tab.go(url);
    return tab;
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#last;
    (this.#child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  listen(listener: (answer: Answer) => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once("close", resolve));
    this.send("Browser.close").catch(() => undefined);
    await gone;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #receive(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id ?? 0);
    if (waiting === undefined) {
      for (const listener of this.#listeners) listener(answer);
      return;
    }
    this.#waiting.delete(answer.id ?? 0);
    if (answer.error === undefined) waiting.resolve(answer.result ?? {});
    else waiting.reject(new Error(answer.error.message));
  }
}

/** A page in the browser. */
export class Tab {
  /** What the page said is wrong, and every request that it made. */
  readonly errors: string[] = [];
  readonly requests: string[] = [];

  constructor(
    private readonly browser: Browser,
    private readonly session: string,
  ) {
    browser.listen(({ method, sessionId, params }) => {
      if (sessionId !== session) return;
      if (method === "Runtime.exceptionThrown" || method === "Log.entryAdded")
        this.errors.push(JSON.stringify(params));
      if (method === "Network.requestWillBeSent") {
        this.requests.push(String((params?.request as { url?: string } | undefined)?.url));
      }
    });
  }

  async prepare(width: number, height: number, dark: boolean): Promise<void> {
    for (const domain of ["Runtime", "Log", "Network", "Page"]) await this.#send(`${domain}.enable`);
    await this.#send("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    });
    const features = [
      { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
      { name: "prefers-reduced-motion", value: "reduce" },
    ];
    await this.#send("Emulation.setEmulatedMedia", { features });
  }

  async go(url: string): Promise<void> {
    await this.#send("Page.navigate", { url });
    await this.until("document.readyState === 'complete'");
  }

  /** The value of an expression in the page. */
  async value<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { value: T }).value;
  }

  /** Waits until an expression is true. */
  async until(expression: string, milliseconds = 10_000): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!(await this.value<boolean>(`Boolean(${expression})`))) {
      if (Date.now() > end) throw new Error(`never true within ${milliseconds} ms: ${expression}`);
      await setTimeout(20);
    }
  }

  /** Clicks the middle of the first element that a selector finds, with a text if one is given. */
  async click(selector: string, text = ""): Promise<void> {
    const place = await this.value<{ x: number; y: number } | null>(
      `(() => { const found = [...document.querySelectorAll(${JSON.stringify(selector)})].find((each) => each.textContent.includes(${JSON.stringify(text)}) && each.getClientRects().length > 0); if (!found) return null; found.scrollIntoViewIfNeeded?.(); const { x, y, width, height } = found.getBoundingClientRect(); return { x: x + width / 2, y: y + height / 2 }; })()`,
    );
    if (place === null) throw new Error(`nothing to click: ${selector} ${text}`);
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.#send("Input.dispatchMouseEvent", { type, ...place, button: "left", clickCount: 1 });
    }
  }

  async press(key: string, text?: string): Promise<void> {
    await this.#send("Input.dispatchKeyEvent", {
      type: "keyDown",
      key,
      text,
      windowsVirtualKeyCode: keyCodes[key],
    });
    await this.#send("Input.dispatchKeyEvent", { type: "keyUp", key });
  }

  async type(text: string): Promise<void> {
    await this.#send("Input.insertText", { text });
  }

  async screenshot(file: string): Promise<void> {
    const { data } = await this.#send("Page.captureScreenshot", { format: "png" });
    writeFileSync(file, Buffer.from(String(data), "base64"));
  }

  #send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return this.browser.send(method, params, this.session);
  }
}

const keyCodes: Record<string, number> = { Escape: 27, Enter: 13, Tab: 9, ArrowDown: 40, ArrowRight: 39 };
