import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { batchInstanceTypes, stuckSeconds } from "../../facts/batch";
import { gpuInstanceFamilies } from "../../facts/gpus";
import type { JobCapacity } from "../job";
import type { ComputeEnvironmentsArgs } from "./compute-environments-arguments";
import { type ComputeKind, capacitiesInOrder } from "./compute-kind";
import { createInstances, type Instances } from "./instances";

/** Minutes that jobs may still run where an update replaces the instances: as long as Batch allows. */
const updateMinutes = 360;

/** The queues of a stack, each with its compute environments, created for the jobs that need them. */
export class ComputeEnvironments {
  private readonly queues = new Map<string, aws.batch.JobQueue>();
  private readonly environments = new Map<string, aws.batch.ComputeEnvironment>();
  private instances: Instances | undefined;

  constructor(
    private readonly name: string,
    private readonly args: ComputeEnvironmentsArgs,
    private readonly options: pulumi.CustomResourceOptions,
  ) {}

  /** All queues. */
  public get all(): aws.batch.JobQueue[] {
    return [...this.queues.values()];
  }

  /** The queue of a kind, whose jobs run on Spot or not. */
  public queue(kind: ComputeKind, capacity: JobCapacity): aws.batch.JobQueue {
    const name = `${this.name}-${kind.name}-${capacity}`;
    const existing = this.queues.get(name);
    if (existing) return existing;
    const environments = capacitiesInOrder(capacity).map((each) => this.environment(kind, each));
    const queue = new aws.batch.JobQueue(
      name,
      {
        state: "ENABLED",
        priority: 1,
        computeEnvironmentOrders: environments.map(({ arn }, order) => ({
          order: order + 1,
          computeEnvironment: arn,
        })),
        // A job that can never start would block the queue for ever.
        jobStateTimeLimitActions: Object.entries(stuckSeconds).map(([reason, maxTimeSeconds]) => ({
          action: "CANCEL",
          state: "RUNNABLE",
          reason,
          maxTimeSeconds,
        })),
      },
      this.options,
    );
    this.queues.set(name, queue);
    return queue;
  }

  private environment(kind: ComputeKind, capacity: JobCapacity): aws.batch.ComputeEnvironment {
    const name = `${this.name}-${kind.name}-${capacity}`;
    const existing = this.environments.get(name);
    if (existing) return existing;
    const environment =
      kind.on === "fargate" ? this.onFargate(name, capacity) : this.onInstances(name, kind, capacity);
    this.environments.set(name, environment);
    return environment;
  }

  private onFargate(name: string, capacity: JobCapacity): aws.batch.ComputeEnvironment {
    return new aws.batch.ComputeEnvironment(
      name,
      {
        // A prefix, so that a replacement doesn't collide: Batch deletes no environment that a queue uses.
        namePrefix: `${name}-`,
        type: "MANAGED",
        computeResources: {
          type: capacity === "spot" ? "FARGATE_SPOT" : "FARGATE",
          ...this.common(),
        },
      },
      { ...this.options, dependsOn: this.args.rules },
    );
  }

  private onInstances(name: string, kind: ComputeKind, capacity: JobCapacity): aws.batch.ComputeEnvironment {
    const { instanceProfile, launchTemplate, needed } = this.createInstances();
    const gpu = kind.on === "gpu-instances";
    return new aws.batch.ComputeEnvironment(
      name,
      {
        namePrefix: `${name}-`,
        type: "MANAGED",
        computeResources: {
          type: capacity === "spot" ? "SPOT" : "EC2",
          allocationStrategy: capacity === "spot" ? "SPOT_PRICE_CAPACITY_OPTIMIZED" : "BEST_FIT_PROGRESSIVE",
          instanceTypes: gpu ? [...gpuInstanceFamilies] : [batchInstanceTypes[kind.architecture]],
          ec2Configurations: [{ imageType: gpu ? "ECS_AL2023_NVIDIA" : "ECS_AL2023" }],
          instanceRole: instanceProfile.arn,
          launchTemplate: {
            launchTemplateId: launchTemplate.id,
            version: pulumi.interpolate`${launchTemplate.latestVersion}`,
          },
          minVcpus: 0,
          ...this.common(),
        },
        updatePolicy: { terminateJobsOnUpdate: false, jobExecutionTimeoutMinutes: updateMinutes },
      },
      {
        ...this.options,
        dependsOn: [...this.args.rules, ...needed],
        // Batch changes it with the jobs that wait.
        ignoreChanges: ["computeResources.desiredVcpus"],
      },
    );
  }

  private common() {
    const { maxCpus, network, securityGroup } = this.args;
    return { maxVcpus: maxCpus, subnets: network.workloadSubnetIds, securityGroupIds: [securityGroup.id] };
  }

  private createInstances(): Instances {
    this.instances ??= createInstances(this.name, this.args.context, this.options);
    return this.instances;
  }
}
