import assert from "node:assert/strict";
import { type PlanOptions, planOf as planInProcess, type RecordedPlan } from "pulumi-offline-preview";
import previewConfig from "../../preview.config";
import { invalidManifests, manifestsIn } from "./manifests";

export { json, type PlanOptions, type RecordedPlan, Secret, secret, unknown } from "pulumi-offline-preview";

/** Plans a program with this template's mock outputs. Every Kubernetes object in the plan has to be valid. */
export async function planOf(program: () => unknown, options: PlanOptions = {}): Promise<RecordedPlan> {
  const plan = await planInProcess(program, {
    project: "aws-containers",
    mockOutputs: previewConfig.mockOutputs,
    ...options,
  });
  assert.deepEqual(invalidManifests(manifestsIn(plan)), []);
  return plan;
}
