import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Answer, type FakeServer, startServer } from "../../commands/fake-server";
import { projectDirectory } from "../../support/stack-preview";

const file = join(projectDirectory, "examples", "shop", "orders", "protection.mjs");

describe("the protection of the shop's worker", () => {
  let uninterrupted: (work: () => Promise<string>) => Promise<string>;
  let agent: FakeServer;
  let answer: Answer;
  const lines: Record<string, string>[] = [];
  const { write } = process.stdout;

  /** What the task was asked for, and the work in between. */
  const events = () => agent.requests.map(({ action, input }) => (action === "work" ? action : input));
  const work = async () => {
    agent.requests.push({ action: "work", query: new URLSearchParams(), headers: {}, input: {} });
    return "done";
  };
  const warnings = () => lines.map(({ level, message, reason }) => ({ level, message, reason }));

  before(async () => {
    ({ uninterrupted } = await import(pathToFileURL(file).href));
    agent = await startServer(({ action }) => {
      assert.equal(action, "PUT /api/task-protection/v1/state");
      return answer;
    });
  });

  after(() => agent.close());

  beforeEach(() => {
    agent.requests.length = 0;
    lines.length = 0;
    answer = { protection: { ProtectionEnabled: true, TaskArn: "arn" } };
    process.env.ECS_AGENT_URI = `${agent.url}/api`;
    process.stdout.write = (line: string | Uint8Array) => lines.push(JSON.parse(String(line))) > 0;
  });

  afterEach(() => {
    process.stdout.write = write;
    delete process.env.ECS_AGENT_URI;
  });

  it("begins before the work, and ends after it, for five minutes at most", async () => {
    assert.equal(await uninterrupted(work), "done");
    assert.deepEqual(events(), [
      { ProtectionEnabled: true, ExpiresInMinutes: 5 },
      "work",
      { ProtectionEnabled: false },
    ]);
    await assert.rejects(
      uninterrupted(() => Promise.reject(new Error("no"))),
      /^Error: no$/,
    );
    assert.deepEqual(events().slice(3), [
      { ProtectionEnabled: true, ExpiresInMinutes: 5 },
      { ProtectionEnabled: false },
    ]);
    assert.deepEqual(lines, []);
  });

  it("leaves the work to be done where ECS refuses it, or the agent doesn't answer", async () => {
    answer = { failure: { Arn: "arn", Reason: "DEPLOYMENT_BLOCKED" } };
    assert.equal(await uninterrupted(work), "done");
    answer = { status: 400, body: { error: { Code: "AccessDeniedException", Message: "no" } } };
    assert.equal(await uninterrupted(work), "done");
    process.env.ECS_AGENT_URI = "http://127.0.0.1:1";
    assert.equal(await uninterrupted(work), "done");
    const refused = (reason: string) => ({ level: "warn", message: "task not protected", reason });
    assert.deepEqual(warnings(), [
      ...[refused("DEPLOYMENT_BLOCKED"), refused("DEPLOYMENT_BLOCKED")],
      ...[refused("AccessDeniedException"), refused("AccessDeniedException")],
      ...[refused("TypeError: fetch failed"), refused("TypeError: fetch failed")],
    ]);
  });

  it("asks nobody where there is no agent", async () => {
    delete process.env.ECS_AGENT_URI;
    assert.equal(await uninterrupted(work), "done");
    assert.deepEqual(events(), ["work"]);
  });
});
