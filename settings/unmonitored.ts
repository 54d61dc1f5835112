import { formatPath } from "./toolkit/path";
import { allOf } from "./toolkit/words";

type Running = Readonly<Record<string, { platforms: readonly string[]; compute?: string | undefined }>>;

/** Where GuardDuty has no agent. */
const withoutAgent: readonly (string | undefined)[] = ["managed-instances", "external"];

/** Warnings of what GuardDuty doesn't monitor of a stack, though it monitors the stack. */
export function warningsAboutUnmonitored(
  monitored: boolean,
  { services, jobs }: { services: Running; jobs: Running },
  platforms: { ecs?: { compute: string } | undefined; eks?: { existing?: unknown } | undefined },
): string[] {
  if (!monitored) return [];
  const path = formatPath(["guardDuty", "runtimeMonitoring"]);
  const all = [...Object.entries(services), ...Object.entries(jobs)];
  const onInstances = all.filter(
    ([, { platforms: on, compute }]) =>
      on.includes("ecs") && withoutAgent.includes(compute ?? platforms.ecs?.compute),
  );
  const onBatch = Object.entries(jobs).filter(([, { platforms: on }]) => on.includes("batch"));
  const missed = [...onInstances, ...onBatch].map(([name]) => name).sort();
  return [
    ...(missed.length === 0
      ? []
      : [
          `${path} doesn't cover ${allOf(missed)}: GuardDuty has no agent for Managed Instances and external instances, and clusters of AWS Batch aren't tagged.`,
        ]),
    ...(platforms.eks?.existing === undefined
      ? []
      : [
          `${path} doesn't cover the existing EKS cluster, whose tags aren't the stack's: whoever owns it tags it GuardDutyManaged: true.`,
        ]),
  ];
}
