import { type EksCompute, eksComputes, hasNodeGroups } from "../../../facts/eks-computes";
import type { EksInsights } from "../../../facts/eks-insights";
import type { StackContext } from "../../section";
import { withDefault } from "../../toolkit/defaults";
import { choice } from "../../toolkit/kinds";
import { formatPath } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { validateFargateCluster } from "./fargate";

/** What pods run on. */
export const computeSchema = withDefault(
  "auto",
  choice(
    eksComputes,
    "What pods run on. auto: EC2 instances that EKS Auto Mode chooses, starts, patches and terminates, for 12 % on top of their price; " +
      "managed: those of managed node groups, of nodes, with add-ons of fixed versions and Cluster Autoscaler; self-managed: the same in Auto " +
      "Scaling groups of the stack's own, with Amazon Linux 2023, On-Demand and without GPUs, which a function drains; fargate: no nodes, each " +
      "pod in a virtual machine of its own, x86_64 and On-Demand alone, from $9.01 per month. Another one is a change in place, but nothing runs until " +
      "what it runs on is there: see docs/eks.md.",
    {
      auto_mode: "auto",
      "auto-mode": "auto",
      managed_node_groups: "managed",
      "node-groups": "managed",
      "auto-scaling-group": "self-managed",
      self_managed: "self-managed",
    },
  ),
);

const compute = ["eks", "compute"];

/** Adds errors for what only another compute has. */
export function validateCompute(
  given: {
    compute?: EksCompute | undefined;
    maxCpus?: number | undefined;
    nodes?: object | undefined;
    insights?: EksInsights | undefined;
    volumeSnapshots?: boolean | undefined;
  },
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const { tasksArePublic } = stack;
  if (given.compute === "fargate") {
    validateFargateCluster(given, stack, errors);
  } else if (hasNodeGroups(given.compute)) {
    if (given.maxCpus !== undefined) {
      errors.add(
        ["eks", "maxCpus"],
        `is of Auto Mode: with ${formatPath(compute)}: ${given.compute} set ${formatPath(["eks", "nodes", "max"])}.`,
      );
    }
    if (tasksArePublic) {
      errors.add(
        compute,
        `is ${given.compute}, whose nodes get no public addresses: set ` +
          `${formatPath(["network", "nat"])}: single, or private subnets of an existing VPC.`,
      );
    }
  } else if (given.nodes !== undefined && !errors.has(compute)) {
    errors.add(
      ["eks", "nodes"],
      `are of node groups: set ${formatPath(compute)}: managed, or remove them: EKS Auto Mode chooses its nodes.`,
    );
  }
}
