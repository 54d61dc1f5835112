import type * as pulumi from "@pulumi/pulumi";
import type { ClusterCompute } from "../../facts/ecs-computes";
import { type CallGraph, validateCalls } from "../calls";
import { mustBe, validateOneOf } from "../invalid-arguments";
import type { InstancesArgs, ServiceOnInstances } from "./compute/instance-arguments";
import { validateCompute } from "./compute/instance-validation";
import type { EcsNetwork } from "./ecs-network";
import { type CallEncryption, validateCallEncryption } from "./service-connect-arguments";

/** Arguments of `EcsCluster`. */
export interface EcsClusterArgs {
  /**
   * Container Insights (ECS.12): metrics of cluster and services (`enabled`, about $0.30 a month per metric), of tasks and
   * containers too (`enhanced`, about $0.07 a month per metric, but more metrics), or none (`disabled`, $0).
   * @default enhanced
   */
  insights?: ContainerInsights;
  /**
   * Whether ECS Exec is set up: people with IAM permission open a shell in containers. CloudTrail has who opened a session.
   * What was typed and shown is in a log group of its own, but only with an image that has `script` and `cat`: others leave no
   * transcript. Each service has to allow it too.
   * @default false
   */
  exec?: boolean;
  /** ARN of the KMS key that encrypts the log of the sessions, such as that of a `LogKey`. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
  /**
   * What tasks run on: `fargate`, where AWS runs each by itself; `managed-instances`, EC2 instances that ECS chooses, patches and
   * ends; or `ec2`, instances of Auto Scaling groups, which ECS scales.
   * @default fargate
   */
  compute?: ClusterCompute;
  /** The instances of services that don't run on Fargate. @default {} */
  instances?: InstancesArgs;
  /**
   * Whether external instances (ECS Anywhere) can be registered with the cluster: machines of one's own, $7.48 a month each, which
   * services with compute `external` run on. Creates their role; `externalInstances` has the commands.
   * @default false
   */
  external?: boolean;
  /**
   * The network of the instances, with a NAT gateway: tasks on instances have no public addresses. Needed for instances, and where
   * services call one with protocol `udp`, for its name. @default none
   */
  network?: EcsNetwork;
  /**
   * Whether GuardDuty monitors its tasks on Fargate and its EC2 instances where the account's detector has Runtime Monitoring, $1.50 a
   * month for each vCPU: they are tagged for it, and tasks pull its sidecar, which takes its memory of theirs. Tasks that run already
   * get it with their next deployment.
   * @default false
   */
  runtimeMonitoring?: boolean;
  /** Tags of instances and their volumes, which the provider's default tags don't reach. @default none */
  tags?: Record<string, pulumi.Input<string>>;
  /**
   * The services that will run in the cluster, by name: where one calls another, the cluster gets a `ServiceConnect`, and what
   * they need decides on the instances.
   * @default none that calls another or runs on instances
   */
  services?: CallGraph & Readonly<Record<string, ServiceOnInstances>>;
  /** How its services' calls of one another are encrypted. @default not at all: plain HTTP and TCP inside the VPC */
  serviceConnect?: CallEncryption;
  /** The jobs that will run in the cluster, by name: what they need decides on the instances too. @default none that runs on instances */
  jobs?: Readonly<Record<string, ServiceOnInstances>>;
}

/** The modes of Container Insights. */
export const containerInsights = ["enhanced", "enabled", "disabled"] as const;

/** A mode of Container Insights. */
export type ContainerInsights = (typeof containerInsights)[number];

/** Validates the arguments of a cluster. */
export function validateEcsCluster(args: EcsClusterArgs): string[] {
  const { insights, services = {}, serviceConnect = {} } = args;
  return [
    ...validateOneOf("insights", insights, containerInsights),
    ...validateCallEncryption("serviceConnect", serviceConnect),
    ...validateCalls(services),
    ...validateCalled(args),
    ...validateCompute(args),
  ];
}

/** The rules of calls are of the services' own security groups, and the names of those that receive datagrams are a VPC's. */
function validateCalled({ services = {}, network }: EcsClusterArgs): string[] {
  return Object.entries(services).flatMap(([caller, { calls = [] }]) =>
    calls.flatMap((called, index) => {
      const { protocol, networkMode = "awsvpc" } = services[called] ?? {};
      const at = `services.${caller}.calls[${index}]`;
      return [
        ...(protocol === "udp" && network === undefined
          ? [
              `network is missing: must be given, since ${at} is "${called}", whose protocol udp takes a name in the VPC`,
            ]
          : []),
        ...(networkMode === "awsvpc"
          ? []
          : [
              mustBe(
                at,
                called,
                `a service with a security group of its own, but its networkMode is ${networkMode}`,
              ),
            ]),
      ];
    }),
  );
}
