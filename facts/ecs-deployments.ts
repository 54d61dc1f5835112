/**
 * Seconds between SIGTERM and SIGKILL that Fargate allows at most.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (read 2026-11-21)
 */
export const fargateStopSeconds = 120;

/**
 * Tasks that a deployment of a service keeps healthy at least, rounded up, and runs at most, rounded down. A deployment
 * that may neither stop a task nor start a further one never ends.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html (read 2026-11-21)
 */
export function tasksDuringDeployment(
  tasks: number,
  percents: { minimumHealthyPercent: number; maximumPercent: number },
): { least: number; most: number; canReplace: boolean } {
  const least = Math.ceil((tasks * percents.minimumHealthyPercent) / 100);
  const most = Math.floor((tasks * percents.maximumPercent) / 100);
  return { least, most, canReplace: tasks === 0 || least < tasks || most > tasks };
}
