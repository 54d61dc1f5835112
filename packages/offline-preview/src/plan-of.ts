import type { PlanOptions } from "./in-process";
import type { RecordedPlan } from "./recorded-plan";

/**
 * Runs `program` in this process as `pulumi preview` runs a new stack: for tests of components. Rejects with what the
 * program throws, also where no await sees it. Programs run one after the other.
 */
export function planOf(program: () => unknown, options?: PlanOptions): Promise<RecordedPlan> {
  // Loads the SDK, which whoever only reads types or plans by `preview` doesn't need here.
  const inProcess: typeof import("./in-process") = require("./in-process");
  return inProcess.planOf(program, options);
}
