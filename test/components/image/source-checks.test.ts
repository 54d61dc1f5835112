import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type ContentTagArgs, contentTag } from "../../../components/image/content-tag";

describe("A source, before Docker is asked", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "source-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(files: Record<string, string>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  }

  const tagOf = (build: Partial<ContentTagArgs> = {}) =>
    contentTag({ context: folder, dockerfile: "Dockerfile", platform: "linux/arm64", args: {}, ...build });

  /** The lines of the refusal, with FOLDER for where it is. */
  function refusal(build: Partial<ContentTagArgs> = {}): string[] {
    try {
      tagOf(build);
    } catch (error) {
      assert.ok(pulumi.RunError.isInstance(error), `must print without a stack trace: ${error}`);
      return error.message.replaceAll(folder, "FOLDER").split("\n");
    }
    return assert.fail("nothing was refused");
  }

  it("is refused with the line that copies what the ignore file excludes, or what doesn't exist", () => {
    write({
      Dockerfile: "FROM scratch\nCOPY src/main.ts lost.txt /\nCOPY data/*.csv /data/\nCOPY kept other* /\n",
      ".dockerignore": "src\ndata\n",
      "src/main.ts": "",
      "data/a.csv": "",
      kept: "",
    });
    assert.deepEqual(refusal(), [
      "FOLDER/Dockerfile:2 copies src/main.ts, which the ignore file excludes",
      "FOLDER/Dockerfile:2 copies lost.txt, which doesn't exist",
      "FOLDER/Dockerfile:3 copies data/*.csv, which the ignore file excludes",
      "Include it with a line !path in .dockerignore, or correct the path, which is relative to FOLDER.",
    ]);
  });

  it("is built where an exception includes it, a link leads to it, or another stage needs it", () => {
    write({
      Dockerfile:
        "FROM scratch AS tests\nCOPY lost /\nFROM scratch\nCOPY src link/below /\nCOPY none*.txt src /\n",
      ".dockerignore": "*\n!src/main.ts\n!link\n",
      "src/main.ts": "",
      "elsewhere/below": "",
    });
    symlinkSync("elsewhere", join(folder, "link"));
    assert.match(tagOf(), /^[0-9a-f]{20}$/);
    assert.deepEqual(refusal({ target: "tests" }).slice(0, 1), [
      "FOLDER/Dockerfile:2 copies lost, which doesn't exist",
    ]);
  });

  it("is refused when the Dockerfile has no such stage", () => {
    write({ Dockerfile: "FROM scratch AS one\nFROM one AS two\n" });
    assert.deepEqual(refusal({ target: "three" }), [
      'FOLDER/Dockerfile has no stage "three"; it has one, two.',
    ]);
  });

  it("is refused above a size, with the largest folders named; what is ignored doesn't count", () => {
    write({
      Dockerfile: "FROM scratch\nCOPY src /\n",
      ".dockerignore": "ignored\n",
      "src/main.ts": "x",
      "ignored/large": "x".repeat(4 * 1024 * 1024),
      "models/a/large": "x".repeat(2 * 1024 * 1024),
      "models/b/large": "x".repeat(1024 * 1024),
      "dump.sql": "x".repeat(1024 * 1024),
    });
    assert.deepEqual(refusal({ maxSourceMegabytes: 4 }), [
      "FOLDER is too large to build from: 5 MB would be sent to the builder, and 4 MB are allowed. The largest: models/ 3 MB, " +
        "dump.sql 1 MB. Add what the image doesn't need to .dockerignore, or " +
        "raise maxSourceMegabytes.",
    ]);
    assert.match(tagOf({ maxSourceMegabytes: 5 }), /^[0-9a-f]{20}$/);
  });

  it("is warned about where node_modules and .env are sent for want of an ignore file", () => {
    write({
      Dockerfile: "FROM scratch\nCOPY . /\n",
      "node_modules/a/index.js": "x".repeat(2 * 1024 * 1024),
      "packages/b/node_modules/c.js": "x",
      ".env": "A=1",
      "src/.environment": "",
    });
    const warnings: string[] = [];
    const read = () => {
      const build = { context: folder, dockerfile: "Dockerfile", platform: "linux/arm64", args: {} };
      contentTag(build, (message) => warnings.push(message.replaceAll(folder, "FOLDER")));
    };
    read();
    assert.deepEqual(warnings.splice(0), [
      "FOLDER has no .dockerignore: .env (3 bytes) and node_modules (3 MB) would be sent to the builder, may get into the " +
        "image, and change its tag from machine to machine. Add a .dockerignore with a line for each.",
    ]);
    write({ ".dockerignore": "dist\n" });
    read();
    assert.deepEqual(warnings, [], "what an ignore file leaves in is meant");
  });

  it("has a tag that the target changes, and the limit doesn't", () => {
    write({ Dockerfile: "FROM scratch AS one\nFROM one AS two\n" });
    const tags = [tagOf(), tagOf({ target: "one" }), tagOf({ target: "two" })];
    assert.equal(new Set(tags).size, 3);
    assert.equal(tagOf({ maxSourceMegabytes: 1 }), tags[0]);
  });

  it("may lie above its Dockerfile, which then has an ignore file of its own", () => {
    write({
      "services/web/Dockerfile": "FROM scratch\nCOPY shared services/web/main.ts /\n",
      "services/web/Dockerfile.dockerignore": "services/worker\n",
      "services/web/main.ts": "",
      "services/worker/main.ts": "one",
      "shared/index.ts": "",
    });
    const dockerfile = "services/web/Dockerfile";
    const tag = tagOf({ dockerfile });
    write({ "services/worker/main.ts": "two" });
    assert.equal(tagOf({ dockerfile }), tag, "what it doesn't get changes nothing");
    write({ "shared/index.ts": "two" });
    assert.notEqual(tagOf({ dockerfile }), tag);
  });
});
