import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import { planOf } from "../../src/in-process";
import type { Tab } from "./browser";
import { countOf, Pages, textOf } from "./pages";
import { shop, shopConfig } from "./shop";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, in a line each. */
async function violationsIn(tab: Tab): Promise<string[]> {
  await tab.value(`${axe}; 1`);
  return tab.value(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary].join(' ')))",
  );
}

const tabs = "[...document.querySelectorAll('.tabs button')].map((each) => each.dataset.tab)";
const transform = "document.querySelector('.content').style.transform";

describe("the page in a browser", () => {
  const pages = Pages.inSuite();

  it("draws the plan without an error, and asks for nothing", async () => {
    const tab = await pages.open(await shop(), { config: shopConfig });
    assert.equal(await textOf(tab, "h1"), "project / dev");
    assert.equal(await countOf(tab, ".box.service"), 2);
    assert.equal(await countOf(tab, ".box.internet"), 1);
    assert.ok((await countOf(tab, ".arrow.request")) >= 1);
    assert.deepEqual(tab.errors, []);
    assert.equal(tab.requests.length, 1);
  });

  it("shows a resource with its documents, and leads to what it needs and back", async () => {
    const tab = await pages.open(await shop(), { config: shopConfig });
    await tab.click(".box.service .title", "service0");
    await tab.click(".panel .link", "service0-task");
    await tab.until("document.querySelector('.panel h2').textContent === 'service0-task'");
    await tab.click(".panel .link", "service0");
    await tab.click(".panel .resources li:has(.kind) .link", "service0-service");
    await tab.until("document.querySelector('.panel .kind')");
    await tab.value(
      "[...document.querySelectorAll('.panel .resources li')].find((each) => /TaskDefinition/.test(each.textContent))?.querySelector('button').click()",
    );
    await tab.press("Escape");
    assert.equal(await countOf(tab, ".panel"), 0);
    await tab.press("/", "/");
    await tab.type("service0-task ecs:TaskDefinition");
    await tab.press("Enter");
    await tab.until("document.querySelector('.panel .document')");
    assert.match(await textOf(tab, ".panel .document"), /"name": "service0"/);
    await tab.click(".panel .document button.mock", "files.bucket");
    await tab.until("document.querySelector('.panel h2').textContent === 'files'");
    assert.match(await textOf(tab, ".panel"), /Versioning is off\. Set versioning\.enabled\./);
    assert.match(await textOf(tab, ".panel"), /Needed by \(\d+\)/);
  });

  it("unfolds a component, pushes others aside, and folds it again", async () => {
    const tab = await pages.open(await shop(), { config: shopConfig });
    await tab.click(".box.service .fold");
    assert.equal(await countOf(tab, ".box.resource"), 13);
    const rectangles = await tab.value<number[][]>(
      "[...document.querySelectorAll('.box.resource, .box.unit:not(.open)')].map((each) => { const { x, y, right, bottom } = each.getBoundingClientRect(); return [x, y, right, bottom]; })",
    );
    for (const [index, [x = 0, y = 0, right = 0, bottom = 0]] of rectangles.entries()) {
      for (const [otherX = 0, otherY = 0, otherRight = 0, otherBottom = 0] of rectangles.slice(index + 1)) {
        const isApart = right <= otherX || otherRight <= x || bottom <= otherY || otherBottom <= y;
        assert.ok(isApart, "boxes overlap");
      }
    }
    await tab.click(".box.open .fold");
    assert.equal(await countOf(tab, ".box.resource"), 0);
  });

  it("searches everything by keyboard", async () => {
    const tab = await pages.open(await shop(), { config: shopConfig });
    await tab.press("/", "/");
    await tab.type("retentionindays");
    assert.equal(await countOf(tab, "[role=option]"), 2);
    await tab.press("ArrowDown");
    assert.equal(await textOf(tab, "[aria-selected=true] bdi"), "service1-logs");
    await tab.press("Enter");
    await tab.until("document.querySelector('.panel h2').textContent === 'service1-logs'");
    assert.equal(await countOf(tab, ".box.selected"), 1);
    await tab.press("/", "/");
    await tab.type("no such thing");
    assert.equal(await textOf(tab, "[role=option]"), "Nothing found");
  });

  it("goes through its sheets by number keys, and moves and magnifies the picture", async () => {
    const tab = await pages.open(await shop(), { config: shopConfig });
    assert.deepEqual(await tab.value(tabs), ["picture", "findings", "cost", "resources"]);
    await tab.press("2", "2");
    assert.match(await textOf(tab, ".finding"), /advisory.*Buckets keep versions/);
    await tab.press("3", "3");
    assert.equal(await textOf(tab, ".bars .amount"), "$1.00");
    await tab.press("1", "1");
    await tab.value("document.querySelector('.canvas').focus()");
    const before = await tab.value<string>(transform);
    await tab.press("ArrowRight");
    const moved = await tab.value<string>(transform);
    assert.notEqual(moved, before);
    await tab.press("+", "+");
    assert.notEqual(await tab.value(transform), moved);
    await tab.press("0", "0");
    assert.equal(await tab.value(transform), before);
  });

  it("marks what a difference changes, and shows it word by word", async () => {
    const sentence = "Everybody who works here may read whatever was uploaded since the first of May.";
    const base = await shop({ sentence });
    const head = await shop({ services: 3, sentence: sentence.replace("May", "June") });
    const tab = await pages.open(head, { base, config: shopConfig });
    assert.equal(await countOf(tab, ".box.create"), 1);
    assert.match(await textOf(tab, ".box.update .sign"), /~/);
    await tab.click("[data-tab=changes]");
    assert.deepEqual(
      await tab.value(
        "[...document.querySelectorAll('.change .words')].map((each) => [...each.querySelectorAll('del, ins')].map((part) => part.tagName + ' ' + part.textContent))",
      ),
      [["DEL May", "INS June"]],
    );
  });

  it("lets nothing that a program says run, hide or turn around", async () => {
    const hostile =
      '"><img src=x onerror="window.hit=1"></script><script>window.hit=1</script>\u202eevil\u0000';
    const plan = await planOf(
      () => void new aws.s3.Bucket(hostile, { tags: { [hostile]: `{"a": "${"<b>"}"}`, b: hostile } }),
    );
    const tab = await pages.open(plan);
    await tab.click(".box.unit .title");
    await tab.until("document.querySelector('.panel .tree')");
    for (const key of ["1", "2"]) await tab.press(key, key);
    await tab.press("/", "/");
    await tab.type("onerror");
    await tab.until("document.querySelector('[role=option]')");
    assert.equal(await tab.value("window.hit"), undefined);
    assert.equal(await countOf(tab, "img, main b"), 0);
    assert.match(await textOf(tab, ".panel h2"), /\[U\+202E\]evil/);
    assert.equal(await tab.value("/[\\u202e\\u0000]/.test(document.body.innerText)"), false);
    assert.deepEqual(tab.errors, []);
  });

  it("is dark where the system is", async () => {
    const background = "getComputedStyle(document.body).backgroundColor";
    const light = await pages.open(await shop());
    const dark = await pages.open(await shop(), { dark: true });
    assert.deepEqual(
      [await light.value(background), await dark.value(background)],
      ["rgb(246, 247, 249)", "rgb(18, 21, 27)"],
    );
  });

  it("can be read on 360 pixels", async () => {
    const tab = await pages.open(await shop(), { config: shopConfig, width: 360, height: 700 });
    const isTooWide = "document.documentElement.scrollWidth > innerWidth";
    assert.equal(await tab.value(isTooWide), false);
    await tab.click(".box .title", "front");
    const width = await tab.value<number>("document.querySelector('.panel').getBoundingClientRect().width");
    assert.equal(width, 360);
    await tab.press("Escape");
    for (const name of ["findings", "cost", "resources"]) {
      await tab.click(`[data-tab=${name}]`);
      assert.equal(await tab.value(isTooWide), false, name);
      assert.equal(
        await tab.value("document.querySelector('.sheets').scrollWidth > innerWidth"),
        false,
        name,
      );
    }
  });

  it("has everything on paper", async () => {
    const tab = await pages.open(await shop(), { config: shopConfig });
    await tab.value("window.dispatchEvent(new Event('beforeprint'))");
    assert.deepEqual(
      await tab.value(
        "[...document.querySelectorAll('main section')].map((each) => each.getAttribute('aria-label'))",
      ),
      ["Picture", "Findings", "Cost", "Resources"],
    );
    await tab.value("window.dispatchEvent(new Event('afterprint'))");
    assert.equal(await countOf(tab, ".sheet"), 0);
  });

  for (const dark of [false, true]) {
    it(`has nothing that axe finds, ${dark ? "dark" : "light"}`, async () => {
      const tab = await pages.open(await shop({ services: 3, tag: "strict" }), {
        base: await shop(),
        config: shopConfig,
        dark,
      });
      for (const name of await tab.value<string[]>(tabs)) {
        await tab.click(`[data-tab=${name}]`);
        assert.deepEqual(await violationsIn(tab), [], name);
      }
      await tab.press("1", "1");
      await tab.click(".box.service .fold");
      await tab.click(".box.resource .title", "service0-task");
      assert.deepEqual(await violationsIn(tab), []);
    });
  }

  it("opens a thousand resources in two seconds, and stays smooth", async () => {
    const tab = await pages.open(await shop({ services: 80 }), {
      config: shopConfig,
      width: 1600,
      height: 1000,
    });
    assert.ok(
      (await tab.value<number>("JSON.parse(document.getElementById('view').textContent).resources.length")) >
        1000,
    );
    const loaded = await tab.value<number>("performance.getEntriesByType('navigation')[0].loadEventEnd");
    assert.ok(loaded < 2000, `loaded after ${loaded} ms`);
    await tab.click(".controls button", "Unfold");
    assert.ok((await countOf(tab, ".box")) > 1000);
    // How it is painted is the graphics card's part, which there is none of here: what the page itself does for a move counts.
    const milliseconds = await tab.value<number>(
      "(() => { const canvas = document.querySelector('.canvas'); const start = performance.now(); for (let i = 0; i < 50; i++) { canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: 20, cancelable: true })); canvas.querySelector('.box').getBoundingClientRect(); } return (performance.now() - start) / 50; })()",
    );
    assert.ok(milliseconds < 16, `${milliseconds} ms a move`);
  });
});
