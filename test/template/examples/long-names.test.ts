import assert from "node:assert/strict";
import { autoNameSuffix, kubernetesNameSuffix } from "../../../facts/name-lengths";
import type { PreviewOfStack } from "../../support/stack-preview";
import { planOf } from "./plan-of-example";

/** Most characters of names by types of resources, as the APIs that create them say. */
const mostOf: Readonly<Record<string, number>> = {
  "aws:cloudwatch/eventRule:EventRule": 64,
  "aws:iam/role:Role": 64,
  "aws:lambda/function:Function": 64,
  "aws:lb/loadBalancer:LoadBalancer": 32,
  "aws:lb/targetGroup:TargetGroup": 32,
  "aws:scheduler/schedule:Schedule": 64,
  "aws:scheduler/scheduleGroup:ScheduleGroup": 64,
  "aws:sfn/stateMachine:StateMachine": 80,
  "aws:sqs/queue:Queue": 80,
  "kubernetes:batch/v1:CronJob": 52,
  "kubernetes:batch/v1:Job": 63,
  "kubernetes:core/v1:Service": 63,
};

/** Of all others of AWS and Kubernetes at least, such as job definitions. */
const most = 128;

interface PlannedName {
  type: string;
  length: number;
}

/** The names that are given, and of others the logical name with what Pulumi appends. */
function namesIn({ steps }: PreviewOfStack): PlannedName[] {
  return steps
    .filter(({ newState: { type } }) => /^(aws|kubernetes):/.test(type))
    .map(({ urn, newState: { type, inputs } }) => {
      const isKubernetes = type.startsWith("kubernetes:");
      const { name: given } = (isKubernetes ? (inputs?.metadata ?? {}) : (inputs ?? {})) as { name?: string };
      const suffix = isKubernetes ? kubernetesNameSuffix : autoNameSuffix;
      return { type, length: given?.length ?? (urn.split("::").at(-1) ?? "").length + suffix };
    });
}

describe("the example of long names", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("long-names");
  });

  it("has no name that is too long for AWS or Kubernetes", () => {
    const names = namesIn(plan);
    assert.deepEqual(
      names.filter(({ type, length }) => length > (mostOf[type] ?? most)),
      [],
    );
    const types = new Set(names.map(({ type }) => type));
    assert.deepEqual(
      Object.keys(mostOf).filter((type) => !types.has(type)),
      [],
    );
  });

  it("has target groups with the beginning of each name and a hash, two of the service whose requests shift", () => {
    const targetGroups = plan.steps.filter(
      ({ newState }) => newState.type === "aws:lb/targetGroup:TargetGroup",
    );
    assert.deepEqual(targetGroups.map(({ urn }) => urn.split("::").at(-1)).sort(), [
      "notifica-23c69410-target",
      "notifica-63586b64-second",
      "notifica-63586b64-target",
      "notifica-ce5c0362-target",
    ]);
  });
});
