import type { Assessment } from "./assessment";
import type { CostDifference } from "./cost";
import type { Difference } from "./diff";
import type { FindingsDifference } from "./policy-report";
import type { Outcome } from "./session";

/** Everything that can be shown of a plan. */
export interface Report extends Outcome {
  /** Absent where the program failed. */
  assessment?: Assessment;
  /** What it changes, where it is compared with another plan. */
  comparison?: Comparison;
}

/** What a plan changes in another one. */
export interface Comparison extends Difference {
  /** Absent where the project has no policies. */
  findings?: FindingsDifference;
  /** Absent where the project has no prices. */
  cost?: CostDifference;
  /** What the program says now and didn't say in the base. */
  newMessages: readonly string[];
}
