import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewOf, projectDirectory, runPreview } from "../support/stack-preview";

const text = readFileSync(join(projectDirectory, "README.md"), "utf8");

describe("the README", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "readme-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("has less than 150 lines", () => assert.ok(text.split("\n").length < 150));

  it("has commands whose plan of the dev stack is at most 120 lines long", async () => {
    const { stdout } = await runPreview(["--stack", "dev"]);
    const lines = stdout.trimEnd().split("\n");
    assert.ok(lines.length > 100 && lines.length <= 120, `${lines.length} lines`);
  });

  it("leads to files that exist", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = ""]) => path);
    assert.ok(links.length > 10);
    for (const path of links) assert.ok(existsSync(join(projectDirectory, path)), path);
  });

  it("shows a stack file that plans what it says", async () => {
    const [, stack = ""] = /<!-- stack file -->\n```yaml\n([\s\S]*?)```/.exec(text) ?? [];
    const file = join(folder, "Pulumi.readme.yaml");
    writeFileSync(file, stack);
    const { steps } = await previewOf({ configFile: file });
    const named = (type: string) =>
      steps.filter(({ newState }) => newState.type === type).map(({ urn }) => urn.split("::").at(-1));
    assert.deepEqual(named("aws-containers:ecs:FargateService"), ["jobs", "web"]);
    assert.deepEqual(named("aws-containers:eks:Workload"), ["web"]);
    assert.deepEqual(named("aws:ecr/repository:Repository"), ["registry-jobs", "registry-web"]);
  });
});
