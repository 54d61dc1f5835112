import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectDirectory } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";
import { Program } from "./program";

const folder = join(projectDirectory, "examples", "analytics");

describe("the analytics in Node.js", () => {
  let data: string;
  before(() => {
    data = mkdtempSync(join(tmpdir(), "analytics-"));
  });
  after(() => rmSync(data, { recursive: true, force: true }));

  const start = (file: string, environment: Record<string, string> = {}) =>
    new Program([process.execPath, file], folder, { PORT: "0", DIRECTORY: data, ...environment });
  const bucket = (path: string) => join(data, "bucket", path);
  const transform = async (index: number) => {
    const container = start("transform.mjs", { SHARES: "2", AWS_BATCH_JOB_ARRAY_INDEX: String(index) });
    assert.deepEqual(await container.exit, [0, null], container.stray);
    return Number(container.lines[0]?.objects);
  };
  const compacted = (day: string) =>
    JSON.parse(readFileSync(bucket(`days/${day}.json`), "utf8")) as { views: object; has: string[] };

  it("collects events, refuses others, and stores each message once until it is stopped", async () => {
    const collect = start("collect.mjs");
    const url = await collect.url();
    const send = async (body: unknown) => {
      const answer = await fetch(`${url}/events`, { method: "POST", body: JSON.stringify(body) });
      return [answer.status, await answer.json()];
    };
    assert.deepEqual(await send([{ page: "/" }, { page: "/docs" }]), [202, { accepted: 2 }]);
    assert.deepEqual(await send([{ page: "/" }]), [202, { accepted: 1 }]);
    assert.deepEqual(await send([]), [400, { error: "the request must be a list of 1 to 500 events" }]);
    const refused = [400, { error: "page must be a path of at most 200 characters" }];
    for (const page of ["docs", "/a b", `/${"a".repeat(200)}`, 1])
      assert.deepEqual(await send([{ page }]), refused);
    assert.deepEqual(await collect.stop(), [0, null]);

    const store = start("store.mjs");
    while (store.lines.filter(({ message }) => message === "stored").length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.deepEqual(await store.stop(), [0, null]);
    assert.deepEqual(readdirSync(join(data, "queue", "bucket")), []);
    assert.equal(readdirSync(bucket("raw"), { recursive: true }).length, 3, "a day with two objects");
  });

  it("counts each object in one container of the array, and an interrupted one again", async () => {
    const day = join("raw", "2026-01-02");
    mkdirSync(bucket(day), { recursive: true });
    const views = JSON.stringify([{ page: "/" }, { page: "/" }, { page: "/docs" }]);
    for (let index = 0; index < 20; index++) writeFileSync(bucket(join(day, `${index}.json`)), views);
    const [first, second] = [await transform(0), await transform(1)];
    assert.equal(first + second, 22);
    assert.ok(first > 0 && second > 0, `${first} and ${second}`);
    // As an interruption between the count and the deletion leaves it.
    writeFileSync(bucket(join(day, "7.json")), views);
    assert.equal((await transform(0)) + (await transform(1)), 1);
    assert.deepEqual(readdirSync(bucket(day)), []);
  });

  it("compacts each day into one object, and counts nothing twice", async () => {
    const counts = bucket("counts/2026-01-02");
    const part = readFileSync(join(counts, "3.json"), "utf8");
    assert.deepEqual(await start("compact.mjs").exit, [0, null]);
    const { views, has } = compacted("2026-01-02");
    assert.deepEqual(views, { "/": 40, "/docs": 20 });
    assert.equal(has.length, 20);
    // As an interruption before the deletion leaves it, and one that arrives late.
    writeFileSync(join(counts, "3.json"), part);
    writeFileSync(join(counts, "late.json"), '{"/":1}');
    assert.deepEqual(await start("compact.mjs").exit, [0, null]);
    assert.deepEqual(compacted("2026-01-02").views, { "/": 41, "/docs": 20 });
    assert.deepEqual(readdirSync(counts), []);
  });

  it("says which variables are missing", async () => {
    const container = new Program([process.execPath, "transform.mjs"], folder, { SHARES: "2" });
    assert.deepEqual(await container.exit, [1, null]);
    assert.equal(container.lines[0]?.message, "not started: set AWS_BATCH_JOB_ARRAY_INDEX");
  });
});

describe("the example of analytics", () => {
  it("has a service, a worker, an array on Spot each hour and a job each night, of one image", async () => {
    const plan = await planOf("analytics");
    assert.equal(inputsOf(plan, "docker:index/image:Image").length, 1);
    assert.equal(inputsOf(plan, "aws:ecs/service:Service").length, 2);
    const schedules = inputsOf(plan, "aws:scheduler/schedule:Schedule") as {
      scheduleExpression: string;
      target: { input: string };
    }[];
    assert.deepEqual(
      schedules
        .map(({ scheduleExpression, target }) => [
          scheduleExpression,
          JSON.parse(target.input).ArrayProperties?.Size,
        ])
        .sort(),
      [
        ["cron(30 1 * * ? *)", undefined],
        ["rate(1 hour)", 10],
      ],
    );
    const containers = inputsOf(plan, "aws:batch/jobDefinition:JobDefinition").map(
      ({ containerProperties }) =>
        JSON.parse(String(containerProperties)) as {
          command: string[];
          environment: { name: string; value: string }[];
        },
    );
    const transform = containers.find(({ command }) => command.includes("transform.mjs"));
    assert.deepEqual(
      transform?.environment.map(({ name }) => name),
      ["LAKE_BUCKET", "PLATFORM", "SHARES"],
    );
    assert.equal(transform?.environment.find(({ name }) => name === "SHARES")?.value, "10");
    assert.deepEqual(
      findingsIn(plan).filter(({ rule }) => rule.startsWith("batch-")),
      [],
    );
  });
});
