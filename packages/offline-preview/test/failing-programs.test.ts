import assert from "node:assert/strict";
import { type Result, TemporaryProject } from "./preview-command";

/** Programs that fail, each with what the preview says about it. */
const programs: { [description: string]: { source: string; says: string } } = {
  throws: {
    source: 'import "@pulumi/pulumi";\n\nfunction fail() {\n  throw new Error("broken");\n}\nfail();\n',
    says: "error: index.ts:4:9: broken\n",
  },
  "refuses its settings": {
    source:
      'import * as pulumi from "@pulumi/pulumi";\nthrow new pulumi.RunError("a.b: wrong\\n  c: wrong too");\n',
    says: "error: a.b: wrong\n  c: wrong too\n",
  },
  "rejects a promise that nothing awaits": {
    source: '\nvoid Promise.reject(new Error("later"));\n',
    says: "error: index.ts:2:21: later\n",
  },
  "throws inside of apply": {
    source: [
      'import * as pulumi from "@pulumi/pulumi";',
      "export const value = pulumi.output(1).apply(() => {",
      '  throw new Error("inside");',
      "});",
    ].join("\n"),
    says: "error: index.ts:3:9: inside\n",
  },
  "isn't TypeScript": { source: "const a = ;\n", says: 'error: index.ts:1:10: Unexpected ";"\n' },
  "imports a file that isn't there": {
    source: 'import { a } from "./nowhere";\nconsole.log(a);\n',
    says: "error: index.ts:1:19: cannot find module './nowhere'\n",
  },
  "imports a package that isn't there": {
    source: 'import { a } from "not-there";\nconsole.log(a);\n',
    says: "error: index.ts:1:19: cannot find module 'not-there'; is it in package.json, and installed with npm ci?\n",
  },
  "has a bug": {
    source: "const a: { b?: { c: number } } = {};\n\nexport const d = (a.b as { c: number }).c;\n",
    says: "error: index.ts:3:41: TypeError: Cannot read properties of undefined (reading 'c')\n",
  },
  "calls process.exit": {
    source: "process.exit(0);\n",
    says: "error: the program ended before its plan was complete: it calls process.exit, or waits for a promise that nothing resolves\n",
  },
  "waits for ever": {
    source: "export const value = new Promise(() => {});\n",
    says: "error: the program ended before its plan was complete: it calls process.exit, or waits for a promise that nothing resolves\n",
  },
  "ends itself with a status": {
    source: 'console.error("no more");\nprocess.exit(3);\n',
    says: "error: the program ended itself with status 3:\nno more\n",
  },
  "registers one resource twice": {
    source: [
      'import * as pulumi from "@pulumi/pulumi";',
      'new pulumi.ComponentResource("a:b:C", "x");',
      'new pulumi.ComponentResource("a:b:C", "x");',
    ].join("\n"),
    says:
      "error: index.ts:3:1: failed to register new resource x [a:b:C]: " +
      "Duplicate resource URN 'urn:pulumi:dev::sample::a:b:C::x'; try giving it a unique name\n",
  },
};

describe("preview of a program that", () => {
  const results = new Map<string, Result>();

  // Two at a time: starting a process takes longer than everything else here.
  before(async () => {
    const waiting = Object.entries(programs);
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [description, { source }] = next;
        const project = new TemporaryProject({ "index.ts": source });
        results.set(description, await project.preview());
        project.remove();
      }
    };
    await Promise.all([work(), work()]);
  });

  for (const [description, { says }] of Object.entries(programs)) {
    it(`${description}: says so with its place, and fails`, () => {
      assert.equal(results.get(description)?.stdout, says);
      assert.equal(results.get(description)?.status, 1);
    });
  }

  it("hangs: ends it when the user interrupts", async () => {
    const project = new TemporaryProject({
      "index.ts": [
        'import { writeFileSync } from "node:fs";',
        'process.on("SIGTERM", () => {});',
        "setInterval(() => {}, 1000);",
        'writeFileSync("pid", String(process.pid));',
      ].join("\n"),
    });
    const { child, result } = project.start();
    const pid = await project.appears("pid");
    child.kill("SIGINT");
    const { status, stdout } = await result;
    project.remove();
    assert.equal(status, 130);
    assert.equal(stdout, "");
    assert.throws(() => process.kill(Number(pid), 0), { code: "ESRCH" });
  });
});
