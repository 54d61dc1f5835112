import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

const loader = join(__dirname, "..", "..", "runtime", "typescript.cjs");

describe("A path that TypeScript is required by", () => {
  let root: string;
  const files = [
    "plain.ts",
    "folder/index.ts",
    "both.ts",
    "both/index.ts",
    "script.ts",
    "script.js",
    "package/index.ts",
    "package/main.ts",
    "compiled/index.ts",
    "compiled/index.js",
    "dotted.name.ts",
    "real/linked.ts",
    "node_modules/dependency/index.js",
    "node_modules/dependency/other.js",
    "node_modules/dependency/other.ts",
  ];
  const paths = [
    "./plain",
    "./plain.ts",
    "./plain.js",
    "./folder",
    "./folder/",
    "./folder/../plain",
    "./both",
    "./script",
    "./package",
    "./compiled",
    "./dotted.name",
    "./link/linked",
    "./linked",
    "dependency",
    "dependency/other",
    "./absent",
    "absent",
    "node:path",
  ];

  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "typescript-")));
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), "");
    }
    writeFileSync(join(root, "package", "package.json"), '{ "main": "main.ts" }');
    symlinkSync(join(root, "real"), join(root, "link"));
    symlinkSync(join(root, "real", "linked.ts"), join(root, "linked.ts"));
    const found = `(path) => { try { return require.resolve(path); } catch (error) { return error.code; } }`;
    writeFileSync(
      join(root, "all.ts"),
      `console.log(JSON.stringify(${JSON.stringify(paths)}.map(${found})));`,
    );
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const foundBy = (preload: string): string[] =>
    JSON.parse(
      execFileSync(process.execPath, ["--require", preload, "all.ts"], { cwd: root, encoding: "utf8" }),
    ).map((path: string) => (path.startsWith(root) ? relative(root, path) : path));

  it("names what it names for tsx, and for Node in dependencies", () => {
    const byTsx = foundBy(require.resolve("tsx/cjs"));
    assert.deepEqual(foundBy(loader), byTsx);
    const named = new Map(paths.map((path, index) => [path, byTsx[index]]));
    assert.equal(named.get("./plain"), "plain.ts");
    assert.equal(named.get("./folder"), join("folder", "index.ts"));
    assert.equal(named.get("./both"), "both.ts");
    assert.equal(named.get("./package"), join("package", "main.ts"));
    assert.equal(named.get("./link/linked"), join("real", "linked.ts"));
    assert.equal(named.get("./absent"), "MODULE_NOT_FOUND");
  });
});
