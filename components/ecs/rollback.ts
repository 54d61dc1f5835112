import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsCluster } from "./cluster";

/** A service and what it should run. */
export interface DeployedService {
  /** Name of the component. */
  name: string;
  /** The component. */
  component: pulumi.Resource;
  /** The service. */
  service: aws.ecs.Service;
  /** The task definition that should run. */
  taskDefinition: aws.ecs.TaskDefinition;
  /** The cluster that the service runs in. */
  cluster: EcsCluster;
}

/**
 * Fails `pulumi up` while ECS runs another task definition than the stack's, as it does after it rolled a deployment back, and
 * while the deployment that it keeps to has failed, as the first one does, for which there is no previous version. A preview only
 * warns: the next deployment may mend it.
 *
 * It asks AWS at every `up`. The state can't tell: Pulumi keeps the inputs of a deployment that failed, finds no difference
 * at the next `up`, and would call it done while the old version runs, or none.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-failure-detection.html
 */
export function failIfRolledBack({
  name,
  component,
  service,
  taskDefinition,
  cluster,
}: DeployedService): void {
  const running = aws.ecs.getServiceOutput(
    { clusterArn: cluster.arn, serviceName: service.name },
    { parent: component, dependsOn: [service] },
  );
  pulumi
    .all([running, taskDefinition.arn, cluster.name, service.name])
    .apply(([found, wanted, clusterName, serviceName]) => {
      const of = `--cluster ${clusterName} --service`;
      const toSeeWhy = `To see why: aws ecs describe-services ${of}s ${serviceName}`;
      const failure = failureOf(found, wanted, {
        toSeeWhy,
        deployAgain: `aws ecs update-service ${of} ${serviceName} --force-new-deployment`,
      });
      if (failure === undefined) return;
      const message = `FargateService "${name}" ${failure}`;
      if (pulumi.runtime.isDryRun()) {
        pulumi.log.warn(message, component);
        return;
      }
      const failed = new pulumi.RunError(message);
      // Pulumi prints the stack even of a RunError once the program's own code has ended.
      failed.stack = undefined;
      throw failed;
    });
}

/** What has failed, by what ECS says of the service; nothing where it runs what the stack says. */
function failureOf(
  found: aws.ecs.GetServiceResult,
  wanted: string,
  { toSeeWhy, deployAgain }: { toSeeWhy: string; deployAgain: string },
): string | undefined {
  const { taskDefinition: runs, desiredCount, runningCount, pendingCount } = found;
  // An offline preview knows nothing of the service.
  if (runs === undefined) return undefined;
  if (runs !== wanted) {
    return (
      `runs ${runs}, not ${wanted}: its deployment was rolled back, because tasks didn't get ` +
      `healthy, an alarm went off or nobody approved it, or it was changed outside of Pulumi. ${toSeeWhy}. ` +
      "To deploy it once more as it is: pulumi up --refresh"
    );
  }
  const reason = reasonOfFailure(found);
  if (reason !== undefined) {
    return (
      `failed to deploy ${wanted}, and ECS has no previous version to roll back to: ${reason} ${toSeeWhy}. ` +
      `Deploy a version that starts, or, if it failed for something outside of it: ${deployAgain}`
    );
  }
  if (desiredCount > 0 && runningCount === 0 && pendingCount === 0) {
    return (
      `runs none of its ${desiredCount} tasks, and starts none. ${toSeeWhy}. ` +
      `When the cause is mended: ${deployAgain}`
    );
  }
  return undefined;
}

/**
 * What an event says of the failure of the present deployment, "tasks failed to start."; nothing where it didn't fail. The data
 * source has the events of the service, but not `rolloutState` of its deployments. A failed deployment starts no tasks, so that its
 * event stays among the latest ones.
 */
function reasonOfFailure({ deployments = [], events = [] }: aws.ecs.GetServiceResult): string | undefined {
  const id = deployments.find(({ status }) => status === "PRIMARY")?.id;
  if (!id) return undefined;
  const failed = `(deployment ${id}) deployment failed: `;
  const message = events.map((event) => event.message).find((text) => text.includes(failed));
  return message?.slice(message.indexOf(failed) + failed.length);
}
