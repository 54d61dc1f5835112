import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { TemporaryProject } from "./preview-command";

const throwsInsideOfApply = [
  'import * as pulumi from "@pulumi/pulumi";',
  "interface Unused { a: number }",
  "export const value = pulumi.output(1).apply(() => {",
  '  throw new Error("inside");',
  "});",
].join("\n");

/** Programs that fail, each started in another way, with what the preview says about it. */
const programs: { [description: string]: { files: Record<string, string>; says: string } } = {
  "throws inside of apply, started with tsx": {
    files: { "index.ts": throwsInsideOfApply },
    says: "error: index.ts:4:9: inside\n",
  },
  "throws inside of apply, started with ts-node": {
    files: {
      "index.ts": throwsInsideOfApply,
      "Pulumi.yaml": "name: sample\nruntime: nodejs\n",
    },
    says: "error: index.ts:4:9: inside\n",
  },
  "imports a file that isn't there": {
    files: { "index.ts": 'import { a } from "./nowhere";\nconsole.log(a);\n' },
    says: "error: index.ts:1:19: cannot find module './nowhere'\n",
  },
  "is an ES module and fails": {
    files: {
      "package.json": '{ "type": "module", "main": "index.js" }',
      "index.js": 'import "@pulumi/pulumi";\n\nawait Promise.reject(new Error("later"));\n',
      "Pulumi.yaml": "name: sample\nruntime: { name: nodejs, options: { typescript: false } }\n",
    },
    says: "error: index.js:3:22: later\n",
  },
};

describe("preview of a program that", () => {
  // The compiler that the SDK ships is too old for the types that are installed here.
  before(() => {
    process.env.PULUMI_NODEJS_TRANSPILE_ONLY = "true";
  });
  after(() => {
    delete process.env.PULUMI_NODEJS_TRANSPILE_ONLY;
  });

  for (const [description, { files, says }] of Object.entries(programs)) {
    it(`${description}: says so with its place, and fails`, async () => {
      const project = new TemporaryProject(files);
      const { status, stdout } = await project.preview();
      project.remove();
      assert.deepEqual({ status, stdout }, { status: 1, stdout: says });
    });
  }

  const hanging = {
    "index.ts": [
      'import { writeFileSync } from "node:fs";',
      'process.on("SIGTERM", () => {});',
      "setInterval(() => {}, 1000);",
      'writeFileSync("pid", String(process.pid));',
    ].join("\n"),
  };

  it("hangs: ends it when the user interrupts", async () => {
    const project = new TemporaryProject(hanging);
    const { child, result } = project.start();
    const pid = await project.appears("pid");
    child.kill("SIGINT");
    const { status, stdout } = await result;
    project.remove();
    assert.equal(status, 130);
    assert.equal(stdout, "");
    assert.throws(() => process.kill(Number(pid), 0), { code: "ESRCH" });
  });

  it("hangs: ends it when the preview is killed", async () => {
    const project = new TemporaryProject(hanging);
    const { child, result } = project.start();
    const pid = Number(await project.appears("pid"));
    child.kill("SIGKILL");
    const isRunning = () => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    while (isRunning()) await setTimeout(50);
    await result;
    project.remove();
  });
});
