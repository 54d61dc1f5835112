import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { runtimeMonitoring } from "../../facts/guard-duty";
import { type AwsContext, awsContextOf } from "../aws-context";
import { assertValidArguments } from "../invalid-arguments";
import { type EcsClusterArgs, validateEcsCluster } from "./cluster-arguments";
import { whenActive } from "./compute/active-providers";
import { Computes } from "./compute/computes";
import { createExecLog, type ExecLog } from "./exec-log";
import { createExternalInstances, type ExternalInstances } from "./external-instances";
import { ServiceConnect } from "./service-connect";

/**
 * An ECS cluster with the capacity providers Fargate and Fargate Spot, and those of its instances where services run on any. No
 * fixed monthly cost: services pay for their tasks or their instances, Container Insights for its metrics. Service Connect, where
 * services call one another, costs nothing either, unless it encrypts: see `ServiceConnect`.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class EcsCluster extends pulumi.ComponentResource {
  /** The cluster. */
  public readonly cluster: aws.ecs.Cluster;
  /** The cluster's capacity providers; services must depend on them. */
  public readonly capacityProviders: aws.ecs.ClusterCapacityProviders;
  /** Name of the cluster. */
  public readonly name: pulumi.Output<string>;
  /** ARN of the cluster. */
  public readonly arn: pulumi.Output<string>;
  /** What its services run on. */
  public readonly computes: Computes;
  /** Whether Container Insights measures it. */
  public readonly hasInsights: boolean;
  /** Whether GuardDuty monitors its tasks and instances. */
  public readonly runtimeMonitoring: boolean;
  /** The log of the sessions of ECS Exec; undefined without `exec`. */
  public readonly execLog: ExecLog | undefined;
  /** What registers external instances with it; undefined without `external`. */
  public readonly externalInstances: ExternalInstances | undefined;
  /** The outputs that it adds to a stack: the commands that register external instances, where it has any. */
  public readonly outputs: Readonly<Record<string, unknown>>;
  /** How its services call one another; undefined where none does. */
  public readonly serviceConnect: ServiceConnect | undefined;
  /** Partition, region and account of the cluster: services are there too. */
  public readonly context: AwsContext;

  constructor(name: string, args: EcsClusterArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("EcsCluster", name, validateEcsCluster(args));
    super("aws-containers:ecs:EcsCluster", name, {}, opts);

    this.execLog = args.exec ? createExecLog(name, args.logKeyArn, { parent: this }) : undefined;
    this.runtimeMonitoring = args.runtimeMonitoring ?? false;
    this.cluster = this.createCluster(name, args);
    this.name = this.cluster.name;
    this.arn = this.cluster.arn;
    this.hasInsights = args.insights !== "disabled";

    // Looked up once for all services. The cluster's ARN has them too, but is unknown in the first preview, and so would be
    // the IAM documents.
    this.context = awsContextOf(this);
    const { cluster, context } = this;
    this.externalInstances = args.external
      ? createExternalInstances(`${name}-external`, { cluster, context }, { parent: this })
      : undefined;
    this.outputs = this.externalInstances ? { ecsExternalInstances: this.externalInstances.commands } : {};
    this.computes = this.createComputes(name, args);
    this.capacityProviders = this.createCapacityProviders(name);

    const { services = {}, serviceConnect } = args;
    if (Object.values(services).some(({ calls = [] }) => calls.length > 0)) {
      const inCluster = { namespace: this.name, services, vpcId: args.network?.vpcId, context };
      this.serviceConnect = new ServiceConnect(name, { ...serviceConnect, ...inCluster }, { parent: this });
    }

    this.registerOutputs({ name: this.name, arn: this.arn });
  }

  private createCluster(name: string, { insights = "enhanced" }: EcsClusterArgs): aws.ecs.Cluster {
    const { execLog } = this;
    return new aws.ecs.Cluster(
      `${name}-cluster`,
      {
        settings: [{ name: "containerInsights", value: insights }],
        configuration: execLog && { executeCommandConfiguration: execLog.configuration },
        ...(this.runtimeMonitoring && { tags: runtimeMonitoring.tags }),
      },
      { parent: this },
    );
  }

  private createComputes(name: string, args: EcsClusterArgs): Computes {
    const { network, instances = {}, tags = {} } = args;
    const { cluster, context: awsContext } = this;
    const context = { cluster, network, instances, tags, awsContext };
    return new Computes(
      name,
      args,
      network && { ...context, network, runtimeMonitoring: this.runtimeMonitoring },
      { parent: this },
    );
  }

  private createCapacityProviders(name: string): aws.ecs.ClusterCapacityProviders {
    return new aws.ecs.ClusterCapacityProviders(
      `${name}-capacity-providers`,
      { clusterName: this.cluster.name, capacityProviders: this.computes.providers },
      {
        parent: this,
        ...(this.computes.needsWait && {
          hooks: { onError: [whenActive(`${name}-capacity-providers-active`)] },
        }),
      },
    );
  }
}
