import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPreview } from "../support/stack-preview";

/** Plans the shipped stacks before the first test, once for all processes that the tests run in. */
export async function mochaGlobalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "shipped-plans-"));
  process.env.SHIPPED_PLANS = folder;
  const plan = async (stack: string) => {
    const ended = await runPreview(["--format", "json", "--stack", stack]);
    writeFileSync(join(folder, `${stack}.json`), JSON.stringify(ended));
  };
  await Promise.all(["dev", "prod"].map(plan));
}

/** Deletes the plans after the last test. */
export function mochaGlobalTeardown(): void {
  rmSync(process.env.SHIPPED_PLANS ?? "", { recursive: true, force: true });
}
