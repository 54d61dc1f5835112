import assert from "node:assert/strict";
import { TemporaryProject } from "../preview-command";
import { Watching } from "../watch/watching";
import { countOf, Pages, textOf } from "./pages";

const program = (retention: number, name = "web") => `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const web = new pulumi.ComponentResource("shop:index:Service", ${JSON.stringify(name)});
new aws.cloudwatch.LogGroup("logs", { retentionInDays: ${retention} }, { parent: web });
new aws.ecr.Repository("images", {}, { parent: web });
new pulumi.ComponentResource("shop:index:Other", "other");
`;

describe("the page of a preview that watches, in a browser", () => {
  const pages = Pages.inSuite();
  let project: TemporaryProject;
  let watching: Watching | undefined;
  before(() => {
    project = new TemporaryProject({ "index.ts": program(7) });
  });
  after(async () => {
    if (watching?.child.exitCode === null) await watching.end();
    project?.remove();
  });

  it("follows saves with its place and folds kept, shows errors until they are mended, and says when it has ended", async () => {
    watching = await Watching.start(project);
    const tab = await pages.visit(watching.url.href);
    await tab.until("/^Live/.test(document.querySelector('.live').textContent)");
    await tab.click(".box .fold");
    await tab.click(".box.resource .title", "logs");
    await tab.until("/retentionInDays: 7/.test(document.querySelector('.panel').textContent)");
    await tab.value("document.querySelectorAll('.panel details')[1].open = false");
    const transform = "document.querySelector('.content').style.transform";
    const place = await tab.value(transform);

    const saved = Date.now();
    project.write("index.ts", program(30));
    const { length } = watching.views;
    await tab.until("/retentionInDays: 30/.test(document.querySelector('.panel').textContent)", 30_000);
    const planned = watching.views.length > length ? Date.now() : saved;
    assert.ok(Date.now() - planned < 2000);
    assert.match(await textOf(tab, ".live"), /1 resource changed: ~logs/);
    assert.equal(await countOf(tab, ".box.resource.saved"), 1);
    assert.equal(await countOf(tab, ".box.resource"), 2);
    assert.equal(await tab.value("document.querySelectorAll('.panel details')[1].open"), false);
    assert.equal(await tab.value(transform), place);

    project.write("index.ts", 'import "@pulumi/pulumi";\nthrow new Error("broken");\n');
    await tab.until("document.querySelector('.grave')", 30_000);
    assert.equal(await textOf(tab, ".grave"), "Failsindex.ts:2:7broken");
    assert.equal(await countOf(tab, ".box.resource"), 2);

    project.write("index.ts", program(30));
    await tab.until("!document.querySelector('.grave')", 30_000);
    assert.match(await textOf(tab, ".live"), /nothing changed/);

    project.write("index.ts", program(30, "<img src=x onerror=alert(1)>"));
    await tab.until(
      "/onerror/.test(document.querySelector('.box .name').textContent + document.body.textContent)",
      30_000,
    );
    assert.equal(await countOf(tab, "img"), 0);
    assert.deepEqual(tab.errors, []);
    const { host } = watching.url;
    assert.ok(tab.requests.every((url) => new URL(url).host === host));

    await watching.end();
    await tab.until("document.body.classList.contains('disconnected')");
    assert.equal(await countOf(tab, ".lost"), 1);
  });
});
