import type { AgentKind } from "../../facts/guard-duty";

/** Arguments of {@link RuntimeMonitoring}. */
export interface RuntimeMonitoringArgs {
  /** Whether the detector has Runtime Monitoring. @default true */
  runtimeMonitoring?: boolean;
  /**
   * Whose agents GuardDuty manages in all of the account and region, of others' clusters and instances too: `eks`, `ecs` (Fargate) and
   * `ec2`.
   * @default none: of those alone that are tagged GuardDutyManaged: true
   */
  agents?: readonly AgentKind[];
  /** Id of the detector that the account has in the region. @default a new one */
  detectorId?: string;
  /** Whether Pulumi refuses to delete a new detector, which holds the findings. @default false */
  protect?: boolean;
}
