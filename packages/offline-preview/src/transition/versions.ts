import type { PlannedResource } from "../engine/plan";
import type { Reason } from "./step";

/**
 * An update of an EKS cluster to an earlier Kubernetes version, or past the next one. EKS takes an upgrade back, but only for seven
 * days, by one version, and not of a cluster that was created with it: a plan can't count on that.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html (read 2026-11-21)
 */
export function versionChange(base: PlannedResource, { type, inputs }: PlannedResource): Reason | undefined {
  if (type !== "eks:index:Cluster" && type !== "aws:eks/cluster:Cluster") return undefined;
  const [was, is] = [minorOf(base.inputs.version), minorOf(inputs.version)];
  if (was === undefined || is === undefined || is === was || is === was + 1) return undefined;
  const [from, to] = [String(base.inputs.version), String(inputs.version)];
  return is > was
    ? {
        because: `its Kubernetes version is ${from}, and EKS updates a cluster by one minor version at a time`,
        instead: `Update to 1.${was + 1} first.`,
        error: "InvalidParameterException",
      }
    : {
        because: `its Kubernetes version is ${from}, and EKS goes back to ${to} only within seven days of an upgrade, by one minor version`,
        instead: `Stay at ${from}, or roll the upgrade back with \`aws eks update-cluster-version\` first.`,
        error: "InvalidParameterException",
      };
}

/** An update of an Aurora cluster to an earlier version of its engine, which RDS has not. */
export function databaseDowngrade(
  base: PlannedResource,
  { type, inputs }: PlannedResource,
): Reason | undefined {
  if (!/^aws:rds\/(cluster|instance):/.test(type) || base.inputs.engine !== inputs.engine) return undefined;
  const [was, is] = [base.inputs.engineVersion, inputs.engineVersion];
  if (typeof was !== "string" || typeof is !== "string" || !isBefore(is, was)) return undefined;
  return {
    because: `its engine has version ${was}, and RDS never goes back to ${is}`,
    instead: `Stay at ${was}, or restore a snapshot from before the upgrade.`,
    error: "InvalidParameterCombination",
  };
}

/** Whether a version such as 8.0 is before another one; a part that one of them lacks counts as equal. */
function isBefore(version: string, other: string): boolean {
  const others = other.split(".").map(Number);
  const parts = version.split(".").map(Number);
  const first = parts.findIndex((part, index) => part !== (others[index] ?? part));
  return first >= 0 && Number(parts[first]) < Number(others[first]);
}

/** 35 of "1.35". */
function minorOf(version: unknown): number | undefined {
  const [, minor] = /^1\.(\d+)$/.exec(String(version)) ?? [];
  return minor === undefined ? undefined : Number(minor);
}
