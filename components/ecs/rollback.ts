import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsCluster } from "./cluster";

/**
 * Fails `pulumi up` when ECS has rolled the deployment back. AWS and the provider report success, because the service is
 * stable again (https://github.com/hashicorp/terraform-provider-aws/issues/20858).
 *
 * @param name Name of the service.
 * @param service The service, which names the task definition that runs after the deployment.
 * @param deployed The task definition that should run.
 * @param cluster The cluster that the service runs in.
 */
export function failIfRolledBack(
  name: string,
  service: aws.ecs.Service,
  deployed: aws.ecs.TaskDefinition,
  cluster: EcsCluster,
): void {
  pulumi
    .all([service.taskDefinition, deployed.arn, cluster.name, service.name])
    .apply(([running, wanted, clusterName, serviceName]) => {
      if (running === wanted) {
        return;
      }
      const rolledBack = new pulumi.RunError(
        `FargateService "${name}" was rolled back: ${running} runs, not ${wanted}, whose tasks didn't get healthy. ` +
          `To see why: aws ecs describe-services --cluster ${clusterName} --services ${serviceName}`,
      );
      // Pulumi prints the stack even of a RunError once the program's own code has ended.
      rolledBack.stack = undefined;
      throw rolledBack;
    });
}
