import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AgentKind, detectorId, runtimeMonitoring } from "../../facts/guard-duty";
import { assertValidArguments, validatePattern } from "../invalid-arguments";
import type { RuntimeMonitoringArgs } from "./runtime-monitoring-arguments";

/**
 * GuardDuty's Runtime Monitoring in an account and region, which have one detector: its agents report processes, files and connections
 * of containers and instances that look like an attack. Without agents of the whole account, clusters are monitored that have the tag
 * GuardDutyManaged: true.
 *
 * On destroy a new detector is deleted with its findings. One that was there stays as it is, with Runtime Monitoring: the AWS provider
 * only forgets the feature of a detector. Set `runtimeMonitoring` to false first.
 *
 * A new detector analyzes the account's CloudTrail events, flow logs and DNS queries, charged by volume. Runtime Monitoring costs $1.50
 * a month for each vCPU that an agent runs on.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class RuntimeMonitoring extends pulumi.ComponentResource {
  /** The detector, where it is new. */
  public readonly detector: aws.guardduty.Detector | undefined;
  /** Id of the detector. */
  public readonly detectorId: pulumi.Output<string>;
  /** Runtime Monitoring of the detector. */
  public readonly feature: aws.guardduty.DetectorFeature;

  constructor(name: string, args: RuntimeMonitoringArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("RuntimeMonitoring", name, validateRuntimeMonitoring(args));
    super("aws-containers:monitoring:RuntimeMonitoring", name, {}, opts);

    this.detector = args.detectorId === undefined ? this.createDetector(name, args) : undefined;
    this.detectorId = this.detector?.id ?? pulumi.output(args.detectorId ?? "");
    this.feature = this.createFeature(name, args);

    this.registerOutputs({ detectorId: this.detectorId });
  }

  private createDetector(name: string, { protect }: RuntimeMonitoringArgs): aws.guardduty.Detector {
    return new aws.guardduty.Detector(`${name}-detector`, { enable: true }, { parent: this, protect });
  }

  private createFeature(
    name: string,
    { runtimeMonitoring: enabled = true, agents = [] }: RuntimeMonitoringArgs,
  ): aws.guardduty.DetectorFeature {
    const { feature, agents: names } = runtimeMonitoring;
    const kinds: readonly AgentKind[] = ["eks", "ecs", "ec2"];
    return new aws.guardduty.DetectorFeature(
      `${name}-runtime-monitoring`,
      {
        detectorId: this.detectorId,
        name: feature,
        status: enabled ? "ENABLED" : "DISABLED",
        additionalConfigurations: kinds.map((kind) => ({
          name: names[kind],
          status: enabled && agents.includes(kind) ? "ENABLED" : "DISABLED",
        })),
      },
      { parent: this },
    );
  }
}

function validateRuntimeMonitoring({ detectorId: id }: RuntimeMonitoringArgs): string[] {
  return id === undefined ? [] : validatePattern("detectorId", id, detectorId.pattern, detectorId.allowed);
}
