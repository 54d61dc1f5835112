import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sideOf } from "../../packages/offline-preview/test/diff/two-plans";
import type { RecordedPlan } from "../support/plan";
import { inputsOf, planOf } from "./examples/plan-of-example";
import { stackWith } from "./preview/stack-with";
import { between, exampleSettings, generatedTexts } from "./write-documents";

describe("documents", () => {
  it("show what the preview prints", async () => {
    const planned = (recorded: RecordedPlan) => {
      const { plan, labels } = sideOf(recorded);
      return { plan: { ...plan, resources: [...recorded.root, ...plan.resources] }, labels };
    };
    const [dashboard] = inputsOf(await planOf("alarms"), "aws:cloudwatch/dashboard:Dashboard");
    const texts = generatedTexts(
      planned(await stackWith()),
      planned(await stackWith(exampleSettings)),
      String(dashboard?.dashboardBody),
    );
    for (const { file, mark, text } of texts) {
      const document = readFileSync(join(process.cwd(), file), "utf8");
      assert.ok(document.includes(`<!-- ${mark} -->`), `${file} has the mark ${mark}`);
      assert.equal(between(document, mark, text), document, `npm run documents brings ${file} up to date`);
    }
  });
});
