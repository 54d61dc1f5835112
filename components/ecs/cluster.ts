import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** How an ECS cluster is watched and entered. */
export interface EcsClusterArgs {
  /**
   * Container Insights (ECS.12): metrics of cluster and services (`enabled`, about $0.30 a month for each metric), of tasks
   * and containers too (`enhanced`, about $0.07 a month for each metric, and there are more of them), or none (`disabled`,
   * $0). Default: enhanced.
   */
  insights?: "enhanced" | "enabled" | "disabled";
  /**
   * Whether people may open a shell in containers with ECS Exec. What they see is logged where the container logs; who it
   * was, is in CloudTrail. Each service has to allow it too. Default: false.
   */
  exec?: boolean;
}

/**
 * A cluster that runs containers on Fargate and Fargate Spot. It has no servers and no fixed monthly cost: services pay for
 * their tasks, and Container Insights for its metrics.
 */
export class EcsCluster extends pulumi.ComponentResource {
  /** The cluster. */
  public readonly cluster: aws.ecs.Cluster;
  /** What allows services to use Fargate and Fargate Spot; they must depend on it. */
  public readonly capacityProviders: aws.ecs.ClusterCapacityProviders;
  /** Name of the cluster. */
  public readonly name: pulumi.Output<string>;
  /** ARN of the cluster. */
  public readonly arn: pulumi.Output<string>;
  /** Partition that the cluster is in, such as aws or aws-cn. */
  public readonly partition: pulumi.Output<string>;
  /** Region that the cluster is in. */
  public readonly region: pulumi.Output<string>;
  /** Id of the account that the cluster is in. */
  public readonly accountId: pulumi.Output<string>;

  constructor(name: string, args: EcsClusterArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:ecs:EcsCluster", name, {}, opts);

    this.cluster = this.makeCluster(name, args);
    this.capacityProviders = this.makeCapacityProviders(name);
    this.name = this.cluster.name;
    this.arn = this.cluster.arn;

    // Asked once for all services. They could take these from the cluster's ARN, but no preview knows that before the
    // first deployment, and then the IAM documents couldn't be read.
    this.partition = aws.getPartitionOutput({}, { parent: this }).partition;
    this.region = aws.getRegionOutput({}, { parent: this }).region;
    this.accountId = aws.getCallerIdentityOutput({}, { parent: this }).accountId;

    this.registerOutputs({ name: this.name, arn: this.arn });
  }

  private makeCluster(
    name: string,
    { insights = "enhanced", exec = false }: EcsClusterArgs,
  ): aws.ecs.Cluster {
    return new aws.ecs.Cluster(
      `${name}-cluster`,
      {
        settings: [{ name: "containerInsights", value: insights }],
        configuration: exec ? { executeCommandConfiguration: { logging: "DEFAULT" } } : undefined,
      },
      { parent: this },
    );
  }

  private makeCapacityProviders(name: string): aws.ecs.ClusterCapacityProviders {
    return new aws.ecs.ClusterCapacityProviders(
      `${name}-capacity-providers`,
      { clusterName: this.cluster.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
      { parent: this },
    );
  }
}
