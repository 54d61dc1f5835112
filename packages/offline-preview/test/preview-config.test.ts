import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPreviewConfig } from "../src/load-preview-config";
import { ProjectError } from "../src/project-files";

const region = "export default { mockOutputs: { 'a:b:C': () => ({ region: 'x' }) } };\n";

describe("configuration of the preview", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "preview-config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string, type = "commonjs") => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
    writeFileSync(join(folder, name), content);
  };

  for (const [name, content, type] of [
    ["preview.config.ts", `const name: string = "x";\n${region}`, "commonjs"],
    ["preview.config.ts", `import { join } from "node:path";\n${region}void join;\n`, "module"],
    ["preview.config.js", region, "module"],
    ["preview.config.js", region.replace("export default", "module.exports ="), "commonjs"],
    ["preview.config.cjs", region.replace("export default", "module.exports ="), "module"],
    ["preview.config.mjs", region, "commonjs"],
    ["preview.config.mts", region, "commonjs"],
  ] as const) {
    it(`is loaded from ${name} of a package of type ${type}`, async () => {
      write(name, content, type);
      assert.deepEqual(Object.keys((await loadPreviewConfig(folder)).mockOutputs ?? {}), ["a:b:C"]);
    });
  }

  it("is empty where there is no such file", async () => {
    assert.deepEqual(await loadPreviewConfig(folder), {});
  });

  for (const [problem, content, message] of [
    ["throws", 'const a = 1;\nthrow new Error("no prices" + a);\n', "preview.config.ts:2:7: no prices1"],
    ["isn't TypeScript", "const a = ;\n", 'preview.config.ts:1:10: Unexpected ";"'],
    [
      "imports a file that isn't there",
      'import "./nowhere";\nexport default {};\n',
      "preview.config.ts:1:8: cannot find module './nowhere'",
    ],
    [
      "exports nothing",
      "export const a = 1;\n",
      "preview.config.ts: its default export must be an object, a PreviewConfig",
    ],
  ] as const) {
    it(`is refused with its place where it ${problem}`, async () => {
      write("preview.config.ts", content);
      await assert.rejects(loadPreviewConfig(folder), new ProjectError(message));
    });
  }
});
