import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPreviewConfig } from "../../src/load-preview-config";
import { readProject } from "../../src/project";
import { sourcesOf } from "../../src/watch/sources";
import { WatchedFolders } from "../../src/watch/watched-folders";

describe("what a preview watches", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "sources-"));
    writeFileSync(join(root, "Pulumi.yaml"), "name: sample\nruntime: nodejs\n");
    writeFileSync(join(root, "index.ts"), "");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("notices that dependencies were installed, without watching their files", async () => {
    const lock = join(root, "node_modules", ".package-lock.json");
    mkdirSync(join(root, "node_modules"));
    writeFileSync(lock, "{}");
    const sources = sourcesOf(readProject(root, "dev"), []);
    assert.deepEqual(sources, [root, lock]);
    const changed = await new Promise<string>((resolve) => {
      let saved = "node_modules/other";
      const folders = new WatchedFolders(() => {
        folders.close();
        resolve(saved);
      });
      for (const source of sources) folders.add(source);
      writeFileSync(join(root, "node_modules", "other"), "one");
      setTimeout(() => {
        saved = lock;
        writeFileSync(`${lock}.new`, '{ "packages": {} }');
        renameSync(`${lock}.new`, lock);
      }, 150);
    });
    assert.equal(changed, lock);
  });

  it("loads a changed preview.config.mjs anew", async () => {
    const file = join(root, "preview.config.mjs");
    for (const [index, name] of ["one", "two"].entries()) {
      writeFileSync(file, `export default { name: "${name}${" ".repeat(index)}" };`);
      assert.deepEqual({ ...(await loadPreviewConfig(root)) }, { name: `${name}${" ".repeat(index)}` });
    }
  });
});
