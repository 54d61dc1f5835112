import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { textOf, workflowFiles } from "./workflow";

const root = join(__dirname, "..", "..", "..");
const page = readFileSync(join(root, "docs", "deploying.md"), "utf8");

describe("docs/deploying.md", () => {
  it("lists every workflow", () => {
    const listed = [...page.matchAll(/^\| `([\w-]+\.yml)` +\|/gm)].map(([, file]) => file);
    assert.deepEqual(listed.sort(), workflowFiles);
  });

  it("tells every variable that a workflow reads, and no other", () => {
    const read = workflowFiles.flatMap((file) =>
      [...textOf(file).matchAll(/\bvars\.(\w+)/g)].map(([, name]) => name),
    );
    const told = [...page.matchAll(/`((?:PROD_)?(?:AWS|DEPLOY|PULUMI_BACKEND)_\w+)`/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual([...new Set(told)].sort(), [...new Set(read)].sort());
  });

  it("sets what the program of the deploy roles reads", () => {
    const directory = join(root, ".github", "deploy-roles");
    const program = readFileSync(join(directory, "index.ts"), "utf8");
    const declared = Object.keys(parse(readFileSync(join(directory, "Pulumi.yaml"), "utf8")).config);
    const read = [...program.matchAll(/config\.\w+(?:<[\w[\]]+>)?\("(\w+)"\)/g)].map(([, key]) => key);
    for (const [, key] of page.matchAll(/pulumi config set (?:--path ')?(\w+)\b(?!:)/g)) {
      assert.ok(read.includes(key), `${key} is read`);
    }
    for (const key of declared) assert.ok(read.includes(key), `${key} is read`);
    for (const key of read) assert.ok(key && page.includes(key), `${key} is on the page`);
  });

  it("calls only what is there", () => {
    const { devDependencies }: Record<string, object> = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    for (const [, name = ""] of page.matchAll(/\bnpx (\w+)/g))
      assert.ok(name in (devDependencies ?? {}), name);
    for (const [, path = ""] of page.matchAll(/^ *cd (\S+)$/gm))
      assert.ok(existsSync(join(root, path)), path);
  });
});
