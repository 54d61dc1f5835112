import assert from "node:assert/strict";
import { join } from "node:path";
import { projectDirectory } from "../../support/stack-preview";
import { FakeData } from "./fake-data";
import { Program } from "./program";

const folder = join(projectDirectory, "examples", "analytics");

describe("the analytics with S3 and SQS", () => {
  const data = new FakeData("lake");
  let environment: Record<string, string>;

  before(async () => {
    const address = await data.listen();
    const url = `${address.AWS_ENDPOINT_URL}/000000000000/arrivals`;
    environment = { ...address, PORT: "0", LAKE_BUCKET: "lake", ARRIVALS_QUEUE_URL: url };
  });
  after(() => data.close());

  const start = (file: string, others: Record<string, string> = {}) =>
    new Program([process.execPath, file], folder, { ...environment, ...others });
  const run = async (file: string, others?: Record<string, string>) => {
    const program = start(file, others);
    assert.deepEqual(await program.exit, [0, null], JSON.stringify(program.lines) + program.stray);
  };
  const keys = () => [...data.objects.keys()].sort();

  it("collects events, stores each message and deletes it", async () => {
    const collect = start("collect.mjs");
    const url = `${await collect.url()}/events`;
    for (const pages of [["/", "/docs"], ["/"], ["/docs"]]) {
      const body = JSON.stringify(pages.map((page) => ({ page })));
      assert.equal((await fetch(url, { method: "POST", body })).status, 202);
    }
    assert.deepEqual(await collect.stop(), [0, null]);
    assert.equal(collect.stray, "");
    const stored = data.messages.map(({ MessageId, Body }) => {
      const [{ at }] = JSON.parse(Body) as [{ at: string }];
      return `raw/${at.slice(0, 10)}/${MessageId}.json`;
    });

    const store = start("store.mjs");
    for (const key of stored) await store.line({ message: "stored", key });
    assert.deepEqual([await store.stop(), store.stray], [[0, null], ""]);
    assert.deepEqual(
      data.deleted,
      ["message-1", "message-2", "message-3"].map((id) => `receipt of ${id}`),
    );
    assert.deepEqual(keys(), stored.sort());
    assert.equal(stored.length, 3);
  });

  it("counts all objects of several pages, and compacts them into one for each day", async () => {
    for (const index of ["0", "1"])
      await run("transform.mjs", { SHARES: "2", AWS_BATCH_JOB_ARRAY_INDEX: index });
    assert.deepEqual(
      keys().filter((key) => !key.startsWith("counts/")),
      [],
    );
    await run("compact.mjs");
    const days = [...data.objects.values()].map(
      (text) => JSON.parse(text) as { views: Record<string, number> },
    );
    const total = (page: string) => days.reduce((sum, { views }) => sum + (views[page] ?? 0), 0);
    assert.deepEqual([total("/"), total("/docs")], [2, 2]);
    assert.ok(keys().every((key) => key.startsWith("days/")));
  });
});
