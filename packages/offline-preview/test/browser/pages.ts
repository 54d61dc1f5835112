import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderHtml } from "../../src/html";
import type { RecordedPlan } from "../../src/in-process";
import type { PreviewConfig } from "../../src/preview-config";
import { filesOf, reportOf } from "../format/report-of";
import { Browser, chromium, type Tab } from "./browser";

/** A browser for the tests of a suite; it says loudly where there is none, and skips them. */
export class Pages {
  readonly #folder = mkdtempSync(join(tmpdir(), "pages-"));
  #browser: Browser | undefined;
  #count = 0;

  /** Starts the browser before the tests of the suite that this is called in, and ends it after them. */
  static inSuite(): Pages {
    const pages = new Pages();
    before(function () {
      if (chromium === undefined) {
        console.log("SKIPPED: nothing was proven in a browser, for there is no Chromium on this machine.");
        this.skip();
      }
      pages.#browser = new Browser(chromium);
    });
    after(async () => {
      await pages.#browser?.close();
      rmSync(pages.#folder, { recursive: true, force: true });
    });
    return pages;
  }

  /** Opens the page of a plan, from a file. */
  async open(
    head: RecordedPlan,
    {
      base,
      config = {},
      ...screen
    }: Partial<Parameters<Browser["open"]>[1]> & {
      base?: RecordedPlan;
      config?: PreviewConfig;
    } = {},
  ): Promise<Tab> {
    const file = join(this.#folder, `${++this.#count}.html`);
    writeFileSync(file, renderHtml(reportOf(head, base, config), filesOf(), config.services));
    return this.visit(pathToFileURL(file).href, screen);
  }

  /** Opens an address. */
  async visit(url: string, screen: Parameters<Browser["open"]>[1] = {}): Promise<Tab> {
    if (this.#browser === undefined) throw new Error("no browser");
    const tab = await this.#browser.open(url, screen);
    await tab.until("document.querySelector('.tabs button')");
    return tab;
  }
}

/** What an element that a selector finds says; the first that has a text, where one is given. */
export function textOf(tab: Tab, selector: string): Promise<string> {
  return tab.value(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ""`);
}

/** How many elements a selector finds that are seen. */
export function countOf(tab: Tab, selector: string): Promise<number> {
  return tab.value(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((each) => each.getClientRects().length > 0).length`,
  );
}
