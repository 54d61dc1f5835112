/**
 * Runtime Monitoring of GuardDuty. Its agent is a sidecar that GuardDuty adds to tasks on Fargate, an add-on that it installs in EKS
 * clusters, and a package that it installs on instances by Systems Manager. It makes a VPC endpoint with a security group in each VPC.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html (read 2026-11-22)
 */
export const runtimeMonitoring = {
  feature: "RUNTIME_MONITORING",
  /**
   * Whose agents GuardDuty manages, in all of the account and region. The AWS provider replaces a feature that leaves one out, since
   * GuardDuty lists all three.
   * @see https://github.com/hashicorp/terraform-provider-aws/issues/36695 (read 2026-11-22)
   */
  agents: { eks: "EKS_ADDON_MANAGEMENT", ecs: "ECS_FARGATE_AGENT_MANAGEMENT", ec2: "EC2_AGENT_MANAGEMENT" },
  /**
   * Has GuardDuty manage the agent of a single cluster or instance where it doesn't manage all, with its agents disabled.
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-ecs-automated.html (read 2026-11-22)
   */
  tags: { GuardDutyManaged: "true" },
  /**
   * The repository of the sidecar's image, in another account of AWS in each region. The execution role pulls it.
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html (read 2026-11-22)
   */
  agentRepository: "aws-guardduty-agent-fargate",
  /** Makes an instance one that Systems Manager manages. */
  instancePolicy: "AmazonSSMManagedInstanceCore",
} as const;

/** The kinds of agents. */
export type AgentKind = keyof typeof runtimeMonitoring.agents;

/** The id of a detector. */
export const detectorId = {
  pattern: /^[0-9a-f]{32}$/,
  allowed: "the id of a detector, 32 of 0-9 and a-f, as aws guardduty list-detectors has it",
} as const;
