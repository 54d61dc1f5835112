import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(__dirname, "..", "..");
const { require: required }: { require: string[] } = parse(
  readFileSync(join(__dirname, "docker", ".mocharc.json"), "utf8"),
);

describe("npm run test:docker", () => {
  const folder = mkdtempSync(join(tmpdir(), "docker-output-"));
  after(() => rmSync(folder, { recursive: true }));

  it("ends when nobody reads its output any more, and undoes what it made", async () => {
    const undone = join(folder, "undone");
    const spec = join(folder, "long.spec.js");
    writeFileSync(
      spec,
      `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(undone)}, ""));
      for (let test = 0; test < 1000; test++) it("is " + test, () => new Promise((end) => setTimeout(end, 5)));`,
    );
    const child = spawn(
      process.execPath,
      [
        ...["--require", "./runtime/typescript.cjs", "node_modules/mocha/bin/mocha.js", "--no-config"],
        ...required.flatMap((file) => ["--require", file]),
        spec,
      ],
      { cwd: root, stdio: ["ignore", "pipe", "ignore"] },
    );
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once("exit", resolve));
    assert.equal(code, 1);
    assert.equal(readFileSync(undone, "utf8"), "");
  }).timeout(30_000);
});
