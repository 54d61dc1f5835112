import type { RuntimeMonitoringArgs } from "../../components/monitoring";
import { detectorId } from "../../facts/guard-duty";
import type { Section } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { boolean, choice, list, object, string } from "../toolkit/kinds";

const schema = object(
  {
    runtimeMonitoring: withDefault(
      true,
      boolean(
        "Whether GuardDuty monitors the stack's clusters, where the account's detector has Runtime Monitoring: tasks on Fargate, EC2 " +
          "instances of ECS, and nodes of EKS. $1.50 per vCPU and month. Its agent takes its memory of the task's or the node's, 128 MiB " +
          "or more. Tasks that run already get it with their next deployment.",
      ),
    ),
    manageDetector: withDefault(
      false,
      boolean(
        "Whether this stack manages the detector that GuardDuty has once per account and region: it creates it, unless detectorId names " +
          "one, and sets its Runtime Monitoring. True in one stack only, which an administrator deploys.",
      ),
    ),
    detectorId: string(
      detectorId.pattern,
      detectorId.allowed,
      "The detector that the account has in the region, in place of a new one. It outlasts the stack, with its Runtime Monitoring: set " +
        "runtimeMonitoring to false before you remove the section. Needs manageDetector.",
    ),
    agents: list(
      choice(["ecs", "eks", "ec2"], "ecs: tasks on Fargate; eks: clusters of EKS; ec2: instances."),
      { min: 1, max: 3, allowed: "a list of ecs, eks and ec2" },
      "Whose agents GuardDuty manages in all of the account and region, outside of the stack too, as Security Hub asks for (GuardDuty.7, " +
        "GuardDuty.12, GuardDuty.13). Needs manageDetector. Default: those of clusters alone whose stacks say runtimeMonitoring.",
    ),
  },
  "GuardDuty.",
);

/** What GuardDuty monitors of a stack. */
export type GuardDutySettings = Pick<Complete<typeof schema>, "runtimeMonitoring"> & {
  /** The account's detector, where it is the stack's to set. */
  detector?: RuntimeMonitoringArgs;
};

/** GuardDuty; undefined where the stack says nothing of it. */
export const guardDuty: Section<typeof schema, GuardDutySettings | undefined> = {
  schema,
  meaning:
    "Runtime Monitoring of GuardDuty: an agent beside the containers reports processes, files and connections that look like an attack. " +
    "GuardDuty creates a VPC endpoint and a security group for it in the network; pulumi destroy deletes them. Default: none. See " +
    "[observability.md](observability.md#guardduty).",
  example: `aws-containers:guardDuty:
  runtimeMonitoring: true`,
  settings(given, { tier, protection }) {
    if (given === undefined) return undefined;
    const { runtimeMonitoring, manageDetector, ...detector } = complete(schema, given, tier);
    return {
      runtimeMonitoring,
      ...(manageDetector && { detector: { runtimeMonitoring, ...detector, protect: protection } }),
    };
  },
  validate(given, _stack, errors) {
    if (given === undefined || given.manageDetector === true) return;
    for (const key of ["detectorId", "agents"] as const) {
      if (given[key] !== undefined) {
        errors.add(
          ["guardDuty", key],
          "needs manageDetector: true, in this one stack of the account and region: GuardDuty has one detector there.",
        );
      }
    }
  },
};

/** Whether GuardDuty monitors the stack's clusters. */
export function isMonitored(given: { runtimeMonitoring?: boolean | undefined } | undefined): boolean {
  return given !== undefined && given.runtimeMonitoring !== false;
}
