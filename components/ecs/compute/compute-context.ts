import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../../aws-context";
import type { EcsNetwork } from "../ecs-network";
import type { InstancesArgs } from "./instance-arguments";

/** Where instances are. */
export interface ComputeContext {
  /** The cluster that they register with. */
  cluster: aws.ecs.Cluster;
  /** The network of the instances: their subnets lead to the internet or to endpoints, since tasks on them have no public address. */
  network: Pick<EcsNetwork, "vpcId" | "workloadSubnetIds">;
  instances: InstancesArgs;
  awsContext: AwsContext;
  /** Tags of instances and volumes, which nothing else tags. */
  tags: Readonly<Record<string, pulumi.Input<string>>>;
  /** Whether GuardDuty monitors them. */
  runtimeMonitoring: boolean;
}
