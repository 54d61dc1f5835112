import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsCluster } from "./cluster";
import { failureOf } from "./deployment-failure";

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
  /** Whether ECS shifts requests between two target groups, as blue/green deployments do. */
  shiftsRequests: boolean;
}

/**
 * Fails `pulumi up` while ECS runs another task definition than the stack's, as it does after it rolled a deployment back, or the
 * stack's with former subnets, capacity providers or target groups, and while the deployment that it keeps to has failed, as the
 * first one does, for which there is no previous version. A preview only warns: the next deployment may fix it.
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
  shiftsRequests,
}: DeployedService): void {
  const running = aws.ecs.getServiceOutput(
    { clusterArn: cluster.arn, serviceName: service.name },
    { parent: component, dependsOn: [service] },
  );
  const wanted = {
    taskDefinition: taskDefinition.arn,
    // A preview has the settings that the next deployment will change.
    ...(!pulumi.runtime.isDryRun() && {
      networkConfiguration: service.networkConfiguration,
      capacityProviderStrategies: service.capacityProviderStrategies,
      ...(!shiftsRequests && { loadBalancers: service.loadBalancers }),
    }),
  };
  pulumi
    .all([running, wanted, cluster.name, service.name])
    .apply(([found, wanted, clusterName, serviceName]) => {
      const of = `--cluster ${clusterName} --service`;
      const failure = failureOf(found, wanted, {
        see: `aws ecs describe-services ${of}s ${serviceName}`,
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
