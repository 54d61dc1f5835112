import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import Module from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const compileCache = join(__dirname, "..", "preload", "compile-cache.cjs");

const dependency = `"use strict";
exports.facts = () => [this === undefined, module.id === __filename, require.main === module, typeof require.cache[__filename]];
exports.paths = () => [__dirname, require.resolve("./other"), require("./other"), module.children.length];
exports.imported = require("./importing");
exports.fails = () => { throw new Error("on line 5"); };
`;

const program = `
require(${JSON.stringify(compileCache)}).keepCompiled("sample", require);
const { facts, paths, imported, fails } = require("dependency");
let place;
try { fails(); } catch (error) { place = /dependency.index.js:\\d+:\\d+/.exec(error.stack)[0]; }
imported().then((value) => console.log(JSON.stringify([facts(), paths(), value, place])));
`;

/** What a compiler makes of lines 7 and 8 of a program in TypeScript. */
const compiled = (says: string) => {
  const map = { version: 3, sources: ["own.ts"], names: [], mappings: "AAMA;AACA" };
  const encoded = Buffer.from(JSON.stringify(map)).toString("base64");
  return `console.log(${JSON.stringify(says)});
console.log(require("node:module").findSourceMap(__filename).findEntry(0, 0).originalLine, typeof require("./next"));
//# sourceMappingURL=data:application/json;base64,${encoded}`;
};

describe("compiled scripts", () => {
  let root: string;
  before(function () {
    // What Node keeps itself is Node's to test.
    if ("enableCompileCache" in Module) this.skip();
    root = realpathSync(mkdtempSync(join(tmpdir(), "compiled-")));
    const write = (name: string, content: string) => {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    };
    write("program.cjs", program);
    write("node_modules/@pulumi/pulumi/index.js", "");
    write("node_modules/@pulumi/pulumi/package.json", "{}");
    write("node_modules/dependency/index.js", dependency);
    write(
      "node_modules/dependency/importing.js",
      "module.exports = async () => (await import('./other.mjs')).default;",
    );
    write("node_modules/dependency/other.js", "module.exports = 'other';");
    write("node_modules/dependency/other.mjs", "export default 'imported';");
  });
  after(() => root && rmSync(root, { recursive: true, force: true }));

  const run = () => execFileSync(process.execPath, ["program.cjs"], { cwd: root, encoding: "utf8" });
  const folder = () => join(root, "node_modules", ".cache", "pulumi-offline-preview");

  it("do what they did before they were kept", () => {
    const other = join(root, "node_modules", "dependency", "other.js");
    const expected = [
      [false, true, false, "object"],
      [dirname(other), other, "other", 2],
      "imported",
      "dependency/index.js:5:31",
    ];
    assert.deepEqual(JSON.parse(run()), expected);
    const [file = ""] = readdirSync(folder());
    const kept = readFileSync(join(folder(), file));
    assert.deepEqual(JSON.parse(run()), expected);
    assert(readFileSync(join(folder(), file)).equals(kept), "what is kept is written again");
  });

  it("are compiled again where what was kept can't be read, or the source changed", () => {
    const [file = ""] = readdirSync(folder());
    const before = run();
    writeFileSync(join(folder(), file), "no scripts");
    assert.equal(run(), before);
    writeFileSync(join(root, "node_modules", "dependency", "other.js"), "module.exports = 'OTHER';");
    assert.equal(run(), before.replace('"other"', '"OTHER"'));
  });

  it("of the program itself are kept where that is asked, and have their source maps", () => {
    const write = (says: string) => writeFileSync(join(root, "own.js"), compiled(says));
    write("first");
    writeFileSync(join(root, "next.js"), "");
    writeFileSync(
      join(root, "starts.cjs"),
      `require(${JSON.stringify(compileCache)}).keepCompiled("program", require, { ofProgram: true });
const { Script } = require("node:vm");
const { runInThisContext } = Script.prototype;
Script.prototype.runInThisContext = function () {
  console.log(this.cachedDataRejected);
  return runInThisContext.call(this);
};
require("./own");
`,
    );
    const start = () => execFileSync(process.execPath, ["starts.cjs"], { cwd: root, encoding: "utf8" });
    assert.equal(start(), "undefined\nfirst\n6 object\n");
    assert.equal(start(), "false\nfirst\n6 object\n");
    write("second");
    assert.equal(start(), "undefined\nsecond\n6 object\n");
  });
});
