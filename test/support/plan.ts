import { type PlanOptions, planOf as planInProcess, type RecordedPlan } from "pulumi-offline-preview";
import previewConfig from "../../preview.config";

export { json, type PlanOptions, type RecordedPlan, Secret, secret, unknown } from "pulumi-offline-preview";

/** Plans a program with this template's mock outputs. */
export function planOf(program: () => unknown, options: PlanOptions = {}): Promise<RecordedPlan> {
  return planInProcess(program, {
    project: "aws-containers",
    mockOutputs: previewConfig.mockOutputs,
    ...options,
  });
}
