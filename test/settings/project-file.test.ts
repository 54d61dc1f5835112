import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProjectFile } from "../../settings/sections/services/project-file";

describe("a file of the project", () => {
  const startedIn = process.cwd();
  let outer: string;

  before(() => {
    outer = realpathSync(mkdtempSync(join(tmpdir(), "project-")));
    const project = join(outer, "project");
    mkdirSync(join(project, "config"), { recursive: true });
    writeFileSync(join(outer, "secret.txt"), "hunter2");
    writeFileSync(join(project, "config", "rules.json"), "{}\n");
    writeFileSync(join(project, "..rules"), "two dots");
    writeFileSync(join(project, "bom.txt"), "\uFEFFé");
    writeFileSync(join(project, "latin1.txt"), Buffer.from([0x63, 0xe9]));
    writeFileSync(join(project, "binary"), "a\0b");
    writeFileSync(join(project, "large.txt"), "é".repeat(6));
    symlinkSync("../secret.txt", join(project, "link-out"));
    symlinkSync("..", join(project, "directory-out"));
    symlinkSync("config/rules.json", join(project, "link-in"));
    symlinkSync("missing", join(project, "link-nowhere"));
    process.chdir(project);
  });

  after(() => {
    process.chdir(startedIn);
    rmSync(outer, { recursive: true });
  });

  const readable: [path: string, text: string][] = [
    ["config/rules.json", "{}\n"],
    ["./config/../config/rules.json", "{}\n"],
    ["..rules", "two dots"],
    ["link-in", "{}\n"],
    ["bom.txt", "\uFEFFé"],
  ];
  for (const [path, text] of readable) {
    it(`is read as it is: ${path}`, () => assert.deepEqual(readProjectFile(path, 10), { text }));
  }

  const refused: [path: string, error: string][] = [
    ["/etc/hostname", "but must be relative to the project's directory"],
    ["missing", "but the project has no such file"],
    ["link-nowhere", "but the project has no such file"],
    ["config/rules.json/x", "but the project has no such file"],
    ["config", "which is not a file"],
    ["../secret.txt", "which is outside of the project's directory"],
    ["..", "which is outside of the project's directory"],
    ["link-out", "which is outside of the project's directory"],
    ["directory-out/secret.txt", "which is outside of the project's directory"],
    ["latin1.txt", "which is not a text file in UTF-8"],
    ["binary", "which is not a text file in UTF-8"],
    ["large.txt", "which has 12 bytes: at most 10 are allowed"],
  ];
  for (const [path, error] of refused) {
    it(`is refused: ${path}`, () => assert.deepEqual(readProjectFile(path, 10), { error }));
  }
});
