import * as pulumi from "@pulumi/pulumi";

/** The command that approves a deployment which waits. */
export function approvalCommand(
  cluster: pulumi.Input<string>,
  service: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.interpolate`deployment=$(aws ecs list-service-deployments --cluster ${cluster} --service ${service} --status IN_PROGRESS --query 'serviceDeployments[0].serviceDeploymentArn' --output text) && hook=$(aws ecs describe-service-deployments --service-deployment-arns "$deployment" --query "serviceDeployments[0].lifecycleHookDetails[?status=='AWAITING_ACTION'].hookId | [0]" --output text) && aws ecs continue-service-deployment --service-deployment-arn "$deployment" --hook-id "$hook" --action CONTINUE`;
}
