import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../complete-service";
import type { FailureTopic } from "../failure-topic";
import { RestartOnRotation } from "../rotation/restart-on-rotation";
import { rotatingSecrets } from "../rotation/rotating-secrets";
import type { EcsCluster } from "./cluster";

/**
 * Creates what restarts a service when its secrets rotate, if it says so: a new deployment of the same task definition, whose tasks
 * read the new values. Its inputs stay as they are, so that the next update of the stack has nothing to change.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html (read 2026-11-22)
 */
export function createRestart(
  name: string,
  parts: {
    service: CompleteService;
    deployed: aws.ecs.Service;
    cluster: Pick<EcsCluster, "name" | "arn" | "context">;
    topic?: FailureTopic | undefined;
  },
  options: pulumi.CustomResourceOptions,
): RestartOnRotation | undefined {
  const { service, deployed, cluster, topic } = parts;
  if (!service.restartOnRotation) return undefined;
  const { partition, region, accountId } = cluster.context;
  const serviceArn = pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:service/${cluster.name}/${deployed.name}`;
  return new RestartOnRotation(
    `${name}-restart`,
    {
      service: name,
      secrets: rotatingSecrets(service),
      // With an underscore, which no job's name has.
      stateMachineName: pulumi.interpolate`${cluster.name}-${name}_restart`,
      restart: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:ecs:updateService",
        Arguments: { Cluster: cluster.arn, Service: deployed.name, ForceNewDeployment: true },
      },
      statements: [
        { Sid: "RestartService", Effect: "Allow", Action: "ecs:UpdateService", Resource: serviceArn },
      ],
      context: cluster.context,
      topic,
    },
    options,
  );
}
