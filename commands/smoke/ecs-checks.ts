import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  paginateListTasks,
  type Service,
  type Task,
} from "@aws-sdk/client-ecs";
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Check } from "../check";
import type { DeployedStack, EcsService } from "./deployed-stack";

/** Most tasks that AWS describes at once. */
const tasksAtOnce = 100;

/**
 * Whether a service on ECS runs the task definition that the stack asks for, in as many tasks, with the stack's image, and
 * whether its targets are healthy. It needs `ecs:DescribeServices`, `ListTasks` and `DescribeTasks`, and
 * `elasticloadbalancing:DescribeTargetHealth`.
 */
export async function checkEcsService(
  service: EcsService,
  images: DeployedStack["images"],
): Promise<Check[]> {
  const { region, cluster, arn, name, targetGroups } = service;
  const client = new ECSClient({ region });
  const { services = [] } = await client.send(new DescribeServicesCommand({ cluster, services: [arn] }));
  const what = `${name} on ECS`;
  const [found] = services;
  if (found?.status !== "ACTIVE") {
    return [
      {
        what,
        result: "failed",
        detail: found === undefined ? "the service isn't there" : `the service is ${found.status}`,
        next: "pulumi up --refresh, which creates what is gone",
      },
    ];
  }
  const tasks = await runningTasks(client, service);
  const balancing = new ElasticLoadBalancingV2Client({ region });
  const areTargetsExpected = (found.desiredCount ?? 0) > 0;
  return [
    checkDeployment(what, found, service),
    checkTasks(what, tasks, found, images.get(name)),
    ...(await Promise.all(
      targetGroups.map((targetGroup) => checkTargets(balancing, what, targetGroup, areTargetsExpected)),
    )),
  ];
}

async function runningTasks(client: ECSClient, { cluster, arn }: EcsService): Promise<Task[]> {
  const arns: string[] = [];
  const pages = paginateListTasks({ client }, { cluster, serviceName: arn, desiredStatus: "RUNNING" });
  for await (const { taskArns = [] } of pages) arns.push(...taskArns);
  const found: Task[] = [];
  for (let from = 0; from < arns.length; from += tasksAtOnce) {
    const some = arns.slice(from, from + tasksAtOnce);
    const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: some }));
    found.push(...tasks);
  }
  return found;
}

/** Whether the service has the expected task definition, and its deployment has ended. */
function checkDeployment(what: string, found: Service, { taskDefinition }: EcsService): Check {
  const { deployments = [], taskDefinition: actual = "" } = found;
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  if (actual !== taskDefinition) {
    return {
      what,
      result: "failed",
      detail: `its task definition is ${shortName(actual)}, the stack's is ${shortName(taskDefinition)}`,
      next: "a deployment was rolled back, or a pipeline deploys this service: docs/operations.md, Roll back",
    };
  }
  if (primary?.rolloutState !== undefined && primary.rolloutState !== "COMPLETED") {
    return {
      what,
      result: "failed",
      detail: `its deployment is ${primary.rolloutState}${primary.rolloutStateReason ? `: ${primary.rolloutStateReason}` : ""}`,
      next:
        primary.rolloutState === "FAILED"
          ? "ECS has no previous version to roll back to: docs/operations.md, Faults"
          : "wait for its end (--wait SECONDS), or look at the service's events: docs/operations.md, Logs",
    };
  }
  return { what, result: "ok", detail: `${shortName(actual)} is deployed` };
}

/** Whether as many tasks run as the service asks for, all of its task definition and its image. */
function checkTasks(
  service: string,
  tasks: readonly Task[],
  { desiredCount = 0, taskDefinition = "" }: Service,
  image: { tag: string; digest: string } | undefined,
): Check {
  const what = `tasks of ${service}`;
  const running = tasks.filter(({ lastStatus }) => lastStatus === "RUNNING");
  const others = running.filter(({ taskDefinitionArn }) => taskDefinitionArn !== taskDefinition);
  const ofOtherImage = running.filter((task) => image !== undefined && !hasImage(task, image));
  const failure = (detail: string): Check => ({
    what,
    result: "failed",
    detail,
    next: "why tasks stop or don't start: docs/operations.md, Logs",
  });
  if (others.length > 0) {
    const names = [...new Set(others.map(({ taskDefinitionArn = "" }) => shortName(taskDefinitionArn)))];
    return failure(`${others.length} of ${running.length} run ${names.join(", ")}`);
  }
  if (ofOtherImage.length > 0 && image !== undefined)
    return failure(`${ofOtherImage.length} of ${running.length} don't run ${image.tag}`);
  if (running.length < desiredCount) return failure(`${running.length} of ${desiredCount} run`);
  const version = image === undefined ? "" : ` with ${image.tag.slice(image.tag.lastIndexOf("/") + 1)}`;
  return { what, result: "ok", detail: `${running.length} of ${desiredCount} run${version}` };
}

function hasImage({ containers = [] }: Task, { tag, digest }: { tag: string; digest: string }): boolean {
  const [, expected] = digest.split("@");
  return containers.some(
    ({ image, imageDigest }) => image === tag || image === digest || imageDigest === expected,
  );
}

async function checkTargets(
  client: ElasticLoadBalancingV2Client,
  service: string,
  TargetGroupArn: string,
  areExpected: boolean,
): Promise<Check> {
  const command = new DescribeTargetHealthCommand({ TargetGroupArn });
  const { TargetHealthDescriptions: all = [] } = await client.send(command);
  const what = `targets of ${service}`;
  // Those that drain belong to the version before.
  const targets = all.filter(({ TargetHealth }) => TargetHealth?.State !== "draining");
  const bad = targets.filter(({ TargetHealth }) => TargetHealth?.State !== "healthy");
  const reasons = bad.map(({ TargetHealth: { State, Description } = {} }) =>
    [State, Description].filter(Boolean).join(": "),
  );
  if (bad.length > 0 || (areExpected && targets.length === 0)) {
    return {
      what,
      result: "failed",
      detail:
        targets.length === 0
          ? "there are none"
          : `${bad.length} of ${targets.length} aren't healthy (${[...new Set(reasons)].join("; ")})`,
      next: "the service has to answer on health.path with 200 in time: docs/operations.md, Faults",
    };
  }
  return { what, result: "ok", detail: `${targets.length} healthy` };
}

/** "hello-task:7" of an ARN. */
function shortName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
