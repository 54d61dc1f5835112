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
 * Fails `pulumi up` while ECS runs another task definition than the stack's, as it does after it rolled a deployment back. A
 * preview only warns: the next deployment may mend it.
 *
 * It asks AWS at every `up`. The state can't tell: Pulumi keeps the inputs of a deployment that failed, finds no difference
 * at the next `up`, and would call it done while the old version runs.
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
    .all([running.taskDefinition, taskDefinition.arn, cluster.name, service.name])
    .apply(([runs, wanted, clusterName, serviceName]) => {
      if (runs === undefined || runs === wanted) {
        return;
      }
      const message =
        `FargateService "${name}" runs ${runs}, not ${wanted}: its deployment was rolled back, because tasks didn't get ` +
        `healthy, an alarm went off or nobody approved it, or it was changed outside of Pulumi. To see why: aws ecs describe-services --cluster ${clusterName} ` +
        `--services ${serviceName}. To deploy it once more as it is: pulumi up --refresh`;
      if (pulumi.runtime.isDryRun()) {
        pulumi.log.warn(message, component);
        return;
      }
      const rolledBack = new pulumi.RunError(message);
      // Pulumi prints the stack even of a RunError once the program's own code has ended.
      rolledBack.stack = undefined;
      throw rolledBack;
    });
}
