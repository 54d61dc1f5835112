import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewOf, projectDirectory, run } from "../support/stack-preview";

/** What a fork does to be rid of a platform, as docs/architecture.md says it. */
function remove(platform: string, fork: string): void {
  rmSync(join(fork, "components", platform), { recursive: true });
  rmSync(join(fork, "settings", `${platform}.ts`));
  rmSync(join(fork, "test", "components", platform), { recursive: true });
  rmSync(join(fork, "test", "settings", `${platform}.test.ts`));
  edit(join(fork, "settings", "platforms.ts"), (text) => linesWithout(text, new RegExp(`\\b${platform}\\b`)));
  edit(join(fork, "index.ts"), (text) => {
    const list = /const deployments = \[(.*)\];/;
    const kept = list
      .exec(text)?.[1]
      ?.split(", ")
      .filter((name) => name !== platform);
    const changed = text.replace(list, `const deployments = [${kept?.join(", ")}];`);
    const paragraphs = linesWithout(changed, new RegExp(`from "./components/${platform}"`)).split("\n\n");
    return paragraphs
      .filter((paragraph) => !paragraph.toLowerCase().startsWith(`// ${platform}`))
      .join("\n\n");
  });
}

function linesWithout(text: string, pattern: RegExp): string {
  return text
    .split("\n")
    .filter((line) => !pattern.test(line))
    .join("\n");
}

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  assert.notEqual(changed, text, `${path} has lines to remove`);
  writeFileSync(path, changed);
}

/** The project without what git ignores, with the same dependencies. */
function forkInto(fork: string): void {
  const left = ["node_modules", ".git"];
  for (const entry of readdirSync(projectDirectory).filter((name) => !left.includes(name))) {
    cpSync(join(projectDirectory, entry), join(fork, entry), { recursive: true });
  }
  symlinkSync(join(projectDirectory, "node_modules"), join(fork, "node_modules"));
}

for (const [removed, kept] of [
  ["eks", "ecs"],
  ["ecs", "eks"],
] as const) {
  describe(`a fork without ${removed}`, () => {
    let fork: string;
    before(() => {
      fork = mkdtempSync(join(tmpdir(), "fork-"));
      forkInto(fork);
      remove(removed, fork);
      writeFileSync(
        join(fork, "Pulumi.dev.yaml"),
        `config:\n  aws:region: us-east-1\n  aws-containers:platforms: [${kept}]\n`,
      );
    });
    after(() => rmSync(fork, { recursive: true, force: true }));

    it("has no file of it left and type-checks", async () => {
      const tsc = join(projectDirectory, "node_modules", "typescript-native", "bin", "tsc");
      const checked = await run([tsc, "--noEmit", "--project", fork], fork);
      assert.equal(checked.code, 0, checked.stdout);
      assert.ok(!existsSync(join(fork, "components", removed)));
    });

    it(`plans its service on ${kept}, with nothing of ${removed}`, async () => {
      const { steps } = await previewOf({ directory: fork });
      const rooms = new Set(steps.map(({ newState }) => /^aws-containers:(\w+):/.exec(newState.type)?.[1]));
      assert.deepEqual([...rooms].sort(), [kept, "image", "network", "registry", undefined].sort());
    });

    it("refuses a stack that still names it", async () => {
      const config = { "aws:region": "us-east-1", "aws-containers:platforms": removed };
      const read = `require("@pulumi/pulumi").runtime.setAllConfig(${JSON.stringify(config)}); require("./settings").readSettings()`;
      const { code, stderr } = await run(["--require", "./runtime/typescript.cjs", "--eval", read], fork);
      assert.equal(code, 1);
      assert.match(
        stderr,
        new RegExp(`aws-containers:platforms\\[0\\] is "${removed}", but must be ${kept}\\.`),
      );
    });
  });
}
