import type * as aws from "@pulumi/aws";

/** What AWS says of a service: the parts of the data source that tell whether its deployment failed. */
export type FoundService = Pick<
  aws.ecs.GetServiceResult,
  | "taskDefinition"
  | "desiredCount"
  | "runningCount"
  | "pendingCount"
  | "deployments"
  | "events"
  | "networkConfigurations"
  | "capacityProviderStrategies"
  | "loadBalancers"
>;

/** What the stack says of it; undefined where it leaves something to AWS. */
export interface WantedService {
  /** ARN of the task definition. */
  taskDefinition: string;
  /** Subnets and security groups of its tasks. Default: those that AWS has. */
  networkConfiguration?: aws.types.output.ecs.ServiceNetworkConfiguration;
  /** Its capacity providers. Default: those that AWS has. */
  capacityProviderStrategies?: aws.types.output.ecs.ServiceCapacityProviderStrategy[];
  /** Its target groups. Default: those that AWS has, as where ECS itself shifts requests from one to another. */
  loadBalancers?: aws.types.output.ecs.ServiceLoadBalancer[];
}

/** The commands that an engineer needs then. */
export interface Remedies {
  /** Shows what ECS says of it. */
  see: string;
  /** Deploys once more what ECS has. */
  deployAgain: string;
}

/** What has failed, by what ECS says of the service; nothing where it runs what the stack says. */
export function failureOf(
  found: FoundService,
  wanted: WantedService,
  { see, deployAgain }: Remedies,
): string | undefined {
  const { taskDefinition: runs, desiredCount, runningCount, pendingCount } = found;
  // An offline preview knows nothing of the service.
  if (runs === undefined) return undefined;
  const toSeeWhy = `To see why: ${see}`;
  const other = runs === wanted.taskDefinition ? otherSettings(found, wanted) : [];
  if (runs !== wanted.taskDefinition || other.length > 0) {
    const differs =
      other.length > 0
        ? `has other ${other.join(" and ")} than the stack`
        : `runs ${runs}, not ${wanted.taskDefinition}`;
    return (
      `${differs}: its deployment was rolled back, because tasks didn't get ` +
      `healthy, an alarm went off or nobody approved it, or it was changed outside of Pulumi. ${toSeeWhy}. ` +
      "To deploy it once more as it is: pulumi up --refresh"
    );
  }
  const reason = reasonOfFailure(found);
  if (reason !== undefined) {
    return (
      `failed to deploy ${runs}, and ECS has no previous version to roll back to: ${reason} ${toSeeWhy}. ` +
      `Deploy a version that starts, or, if it failed for something outside of it: ${deployAgain}`
    );
  }
  const rollback = reasonOfRollback(found);
  if (rollback !== undefined) {
    return (
      `runs as before its latest deployment, which was rolled back: ${rollback} ${toSeeWhy}. ` +
      `To deploy it once more as it is: pulumi up --refresh, and, where that changes nothing: ${deployAgain}`
    );
  }
  if (desiredCount > 0 && runningCount === 0 && pendingCount === 0) {
    return (
      `runs none of its ${desiredCount} tasks, and starts none. ${toSeeWhy}. ` +
      `After the cause is fixed: ${deployAgain}`
    );
  }
  return undefined;
}

/**
 * What of a service's settings isn't the stack's. ECS rolls a service revision back as a whole, so that one with an unchanged task
 * definition can have its former subnets, or capacity providers. The order in which AWS lists them says nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-revision.html
 */
function otherSettings(found: FoundService, wanted: WantedService): string[] {
  const [network] = found.networkConfigurations ?? [];
  const { networkConfiguration, capacityProviderStrategies, loadBalancers } = wanted;
  const strategies = (list: { capacityProvider: string; base?: number; weight?: number }[] | undefined) =>
    list?.map(({ capacityProvider, base = 0, weight = 0 }) => `${capacityProvider} ${base} ${weight}`);
  const targetGroups = (list: { targetGroupArn?: string }[] | undefined) =>
    list?.flatMap(({ targetGroupArn }) => targetGroupArn || []);
  const pairs: [string, string[] | undefined, string[] | undefined][] = [
    ["subnets", network?.subnets, networkConfiguration?.subnets],
    ["security groups", network?.securityGroups, networkConfiguration?.securityGroups],
    [
      "capacity providers",
      strategies(found.capacityProviderStrategies),
      strategies(capacityProviderStrategies),
    ],
    ["target groups", targetGroups(found.loadBalancers), targetGroups(loadBalancers)],
  ];
  return pairs.flatMap(([name, has, wants]) => (isOther(has, wants) ? [name] : []));
}

/** Whether two lists differ in more than their order; not where one of them is unknown, or the stack leaves it to AWS. */
function isOther(found: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean {
  if (found === undefined || wanted === undefined || wanted.length === 0) return false;
  return [...new Set(found)].sort().join() !== [...new Set(wanted)].sort().join();
}

/**
 * What an event says of the failure of the present deployment, "tasks failed to start."; nothing where it didn't fail. The data
 * source has the events of the service, but not `rolloutState` of its deployments. A failed deployment starts no tasks, so that its
 * event stays among the latest ones.
 */
function reasonOfFailure({ deployments = [], events = [] }: FoundService): string | undefined {
  const id = primaryOf(deployments)?.id;
  if (!id) return undefined;
  const failed = `(deployment ${id}) ${failure}`;
  return reasonIn(events.map((event) => event.message).find((text) => text.includes(failed)));
}

/**
 * What the events say of the deployment that the present one is the rollback of; nothing where there was none, or another deployment
 * since. ECS says "(deployment ecs-svc/2) deployment failed: tasks failed to start." and "rolling back to deployment ecs-svc/1." at
 * once, and either makes that deployment the primary one again, or creates another of it at that moment.
 */
function reasonOfRollback({ deployments = [], events = [] }: FoundService): string | undefined {
  const primary = primaryOf(deployments);
  const index = events.findIndex(({ message }) => message.includes(rollback));
  const event = events[index];
  if (!primary?.id || event === undefined) return undefined;
  const isPrimary = event.message.includes(`${rollback}${primary.id}.`);
  const isCreatedThen =
    Math.abs(Date.parse(primary.createdAt) - Date.parse(event.createdAt)) <= rollbackStartsWithinMilliseconds;
  if (!isPrimary && !isCreatedThen) return undefined;
  // Newest first: both events have the same time, in either order.
  const around = events.slice(Math.max(0, index - 1)).map(({ message }) => message);
  return reasonIn(around.find((message) => message.includes(failure))) ?? "ECS doesn't say why.";
}

const failure = "deployment failed: ";
const rollback = "rolling back to deployment ";
/** The event and the deployment of a rollback are of the same second or two; a deployment after it waits for its end. */
const rollbackStartsWithinMilliseconds = 30_000;

function primaryOf(
  deployments: FoundService["deployments"],
): FoundService["deployments"][number] | undefined {
  return deployments.find(({ status }) => status === "PRIMARY");
}

/** What follows "deployment failed: ". */
function reasonIn(message: string | undefined): string | undefined {
  return message?.slice(message.indexOf(failure) + failure.length);
}
