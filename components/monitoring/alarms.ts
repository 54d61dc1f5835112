import * as pulumi from "@pulumi/pulumi";
import { assertValidArguments } from "../invalid-arguments";
import type { AlarmsArgs } from "./alarms-arguments";
import { reportEventsOfEcs } from "./ecs-events";
import { createClusterAlarm, createQueueAlarms } from "./other-alarms";
import { type AlarmContext, createServiceAlarms } from "./service-alarms";
import { completeThresholds, validateThresholds } from "./thresholds";

/**
 * The alarms of a stack: of each service on ECS, each queue, and each EKS cluster. What ECS reports of deployments that fail,
 * and of tasks that stop, is reported too.
 *
 * Costs $0.10 a month for each metric: for a public service $0.80, or $0.70 without Container Insights; for one without a load
 * balancer $0.40, or $0.20; for a queue $0.20.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class Alarms extends pulumi.ComponentResource {
  /** ARNs of the alarms. */
  public readonly arns: pulumi.Output<string>[];

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("Alarms", name, validateThresholds(args));
    super("aws-containers:monitoring:Alarms", name, {}, opts);
    const { topic, services, queues } = args;
    const thresholds = completeThresholds(args);
    const context: AlarmContext = { topicArn: topic.arn, component: this };

    const ofServices = services.flatMap(({ name: service, watched }) =>
      watched.on === "ecs" ? createServiceAlarms(service, watched, thresholds, context) : [],
    );
    const [cluster] = services.flatMap(({ watched }) => (watched.on === "ecs" ? [watched.cluster] : []));
    if (cluster) reportEventsOfEcs(name, { cluster, topic }, { parent: this });
    const ofQueues = Object.entries(queues).flatMap(([queue, each]) =>
      createQueueAlarms(queue, each, thresholds, context),
    );
    const [clusterName] = services.flatMap(({ watched }) =>
      watched.on === "eks" ? [watched.clusterName] : [],
    );
    const ofCluster = clusterName ? [createClusterAlarm("eks", clusterName, context)] : [];
    this.arns = [...ofServices, ...ofQueues, ...ofCluster].map(({ arn }) => arn);
    this.registerOutputs({});
  }
}
