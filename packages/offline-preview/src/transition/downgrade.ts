import type { PlannedResource } from "../engine/plan";
import type { Reason } from "./step";

/** An update of an EKS cluster to a former Kubernetes version, which EKS has not. */
export function downgrade(base: PlannedResource, { type, inputs }: PlannedResource): Reason | undefined {
  if (type !== "eks:index:Cluster" && type !== "aws:eks/cluster:Cluster") return undefined;
  const [was, is] = [minorOf(base.inputs.version), minorOf(inputs.version)];
  if (was === undefined || is === undefined || is >= was) return undefined;
  return {
    because: `its Kubernetes version is ${String(base.inputs.version)}, and EKS never goes back to ${String(inputs.version)}`,
    instead: `Stay at ${String(base.inputs.version)}, or create another cluster.`,
    error: "InvalidParameterException",
  };
}

/** 35 of "1.35". */
function minorOf(version: unknown): number | undefined {
  const [, minor] = /^1\.(\d+)$/.exec(String(version)) ?? [];
  return minor === undefined ? undefined : Number(minor);
}
