import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bucketProgram, RepositoryProject } from "./revision-repository";

const secretTag = 'new pulumi.Config("sample").requireSecret("token")';

describe("preview against a revision", function () {
  this.timeout(60_000);
  let project: RepositoryProject;
  /** Temporary folders of these tests' commands alone. */
  let temporary: string;
  const { TMPDIR } = process.env;
  before(() => {
    temporary = mkdtempSync(join(tmpdir(), "preview-against-"));
    process.env.TMPDIR = temporary;
  });
  after(() => {
    rmSync(temporary, { recursive: true });
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
  beforeEach(() => {
    project = new RepositoryProject({
      "index.ts": bucketProgram(secretTag),
      "Pulumi.dev.yaml": "config:\n  sample:token: { secure: AAAA }\n",
      "package-lock.json": "{}\n",
    });
    project.commit("first");
  });
  afterEach(() => {
    assert.equal(project.checkouts, 1);
    assert.deepEqual(
      readdirSync(temporary).filter((name) => name.startsWith("preview-revision-")),
      [],
    );
    project.remove();
  });

  it("compares a dirty tree, and sees that a secret was set anew", async () => {
    project.write("Pulumi.dev.yaml", "config:\n  sample:token: { secure: BBBB }\n");
    project.write("package-lock.json", "{ }\n");
    const { status, stdout } = await project.preview("--against", "main", "--format", "json");
    const plan = JSON.parse(stdout);
    assert.deepEqual(
      plan.changes.map(
        ({ operation, name, properties }: { operation: string; name: string; properties: unknown }) => [
          operation,
          name,
          properties,
        ],
      ),
      [
        [
          "update",
          "files",
          [
            {
              path: "tags.tag",
              secret: true,
              base: "[secret]",
              head: "[secret]",
              replacement: plan.changes[0].properties[0].replacement,
            },
          ],
        ],
      ],
    );
    assert.match(plan.against, /^main \([0-9a-f]{7}\)$/);
    assert.deepEqual(plan.notes, [
      `package-lock.json differs at ${plan.against}: its program ran with the dependencies installed now`,
    ]);
    assert.doesNotMatch(stdout, /AAAA|BBBB|base secret/);
    assert.equal(plan.summary.verdict, "1 to update; 0 unchanged");
    assert.equal(typeof status, "number");
  });

  it("says which side fails", async () => {
    project.write("index.ts", 'throw new Error("no such thing");');
    project.commit("broken");
    project.write("index.ts", bucketProgram('"a"'));
    const { status, stdout } = await project.preview("--against", "HEAD");
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^error: the program fails at HEAD \([0-9a-f]{7}\), not here: index\.ts:1:7: no such thing\n$/,
    );
  });

  it("leaves nothing behind when the user interrupts", async () => {
    project.write("index.ts", "setInterval(() => {}, 1000);");
    project.commit("hanging");
    project.write(
      "index.ts",
      'require("node:fs").writeFileSync(__dirname + "/pid", String(process.pid)); setInterval(() => {}, 1000);',
    );
    const { child, result } = project.start("--against", "HEAD");
    await project.appears("pid");
    while (project.checkouts === 1 && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill("SIGINT");
    child.kill("SIGINT");
    assert.equal((await result).status, 130);
  });

  it("takes everything for new where the revision has no such stack, and says so", async () => {
    project.write("Pulumi.other.yaml", "config: {}\n");
    project.write("index.ts", bucketProgram('"a"'));
    const { stdout } = await project.preview("--against", "HEAD", "--stack", "other");
    assert.match(stdout, /HEAD \([0-9a-f]{7}\) has no file of stack other: everything is new/);
    assert.match(stdout, /\n1 to create; 0 unchanged\n$/);
  });

  it("refuses a revision that doesn't exist", async () => {
    const { status, stdout, stderr } = await project.preview("--against", "nope");
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.equal(
      stderr,
      "--against nope: there is no such commit, branch or tag here; git fetch brings what others pushed\n",
    );
  });
});
