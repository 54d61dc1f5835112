// @ts-check
// Code of the Lambda function of task-run.ts, uploaded as it is. The function's runtime has the AWS SDK.
import { setTimeout as pause } from "node:timers/promises";
import {
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RunTaskCommand,
  StopTaskCommand,
} from "@aws-sdk/client-ecs";

/**
 * @typedef {import("@aws-sdk/client-ecs").Task} Task
 * @typedef {{ taskDefinition: string, command: string[] }} TaskRun What to run: the ARN of a task definition, with the command.
 * @typedef {{ getRemainingTimeInMillis(): number }} Context What the function needs of Lambda's context.
 */

const ecs = new ECSClient();

const {
  CAPACITY_PROVIDER: capacityProvider = "",
  CLUSTER: cluster = "",
  CONTAINER: container = "",
  LOG_GROUP: logGroup = "",
  LOG_STREAM_PREFIX: logStreamPrefix = `${container}/${container}/`,
  SECURITY_GROUPS: securityGroups = "",
  STARTED_BY: startedBy = "",
  SUBNETS: subnets = "",
  VOLUME: volume = "",
} = process.env;
const assignPublicIp = process.env.ASSIGN_PUBLIC_IP === "ENABLED" ? "ENABLED" : "DISABLED";

/** Milliseconds between two requests for the state of a task. */
const interval = 5_000;

/** Milliseconds that IAM may take until a new role has its permissions. */
const propagation = 60_000;

/** Milliseconds before the function's timeout that are left to stop the task. */
const reserve = 30_000;

/**
 * Runs a task On-Demand and waits for its end.
 *
 * A client that loses its connection repeats the invocation. Hence a task that already runs for the same event is waited for,
 * and one that runs for another event is an error.
 *
 * @param {TaskRun} run
 * @param {Context} context
 * @returns {Promise<{ task: string }>} The ARN of the task, whose container ended with exit code 0.
 * @throws Where the container ends with another exit code, doesn't start, or runs until the function's timeout.
 */
export async function handler(run, context) {
  const retry = retryIn(context);
  const task = (await retry(() => findTask(run))) ?? (await retry(() => startTask(run)));
  console.log(JSON.stringify({ ...run, task }));
  for (;;) {
    const { tasks = [] } = await retry(() => ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] })));
    const [found] = tasks;
    if (found?.lastStatus === "STOPPED") {
      const problem = problemOf(found);
      if (problem === undefined) return { task };
      throw failure(`${titleOf(task, run)} ${problem}. ${logsOf(task)}`);
    }
    if (context.getRemainingTimeInMillis() < reserve + interval) {
      await ecs.send(new StopTaskCommand({ cluster, task, reason: "It ran until its timeout" }));
      throw failure(`${titleOf(task, run)} ran until its timeout and was stopped. ${logsOf(task)}`);
    }
    await pause(interval);
  }
}

/**
 * Repeats a request that fails because IAM doesn't know a new role yet, or for lack of capacity.
 *
 * @param {Context} context
 */
function retryIn(context) {
  const untilPermitted = context.getRemainingTimeInMillis() - propagation;

  /** @param {unknown} error Milliseconds that have to remain for a further attempt. */
  const leastRemaining = (error) => {
    const { name, message } = error instanceof Error ? error : { name: "", message: "" };
    const isDenied = name === "AccessDeniedException" || /unable to assume the role/i.test(message);
    if (isDenied) return untilPermitted;
    return /capacity is unavailable/i.test(message) ? reserve : Number.POSITIVE_INFINITY;
  };

  /**
   * @template Result
   * @param {() => Promise<Result>} request
   * @returns {Promise<Result>}
   */
  return async (request) => {
    for (;;) {
      try {
        return await request();
      } catch (error) {
        if (context.getRemainingTimeInMillis() < leastRemaining(error) + interval) throw error;
        await pause(interval);
      }
    }
  };
}

/**
 * The task that runs already.
 *
 * @param {TaskRun} run
 * @returns {Promise<string | undefined>}
 */
async function findTask({ taskDefinition, command }) {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, startedBy }));
  if (taskArns.length === 0) return undefined;
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const other = tasks.find(
    ({ taskDefinitionArn, overrides }) =>
      taskDefinitionArn !== taskDefinition ||
      JSON.stringify(overrides?.containerOverrides?.[0]?.command) !== JSON.stringify(command),
  );
  if (other === undefined) return tasks[0]?.taskArn;
  const id = idOf(other.taskArn);
  throw failure(
    `Task ${id} of an earlier deployment still runs. Wait for its end, or stop it: ` +
      `aws ecs stop-task --cluster ${cluster} --task ${id}`,
  );
}

/**
 * @param {TaskRun} run
 * @returns {Promise<string>} ARN of the task.
 */
async function startTask({ taskDefinition, command }) {
  const { tasks = [], failures = [] } = await ecs.send(
    new RunTaskCommand({
      cluster,
      taskDefinition,
      startedBy,
      capacityProviderStrategy: [{ capacityProvider, weight: 1 }],
      ...(subnets && {
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: subnets.split(","),
            securityGroups: securityGroups.split(","),
            assignPublicIp,
          },
        },
      }),
      ...(volume && { volumeConfigurations: [JSON.parse(volume)] }),
      overrides: { containerOverrides: [{ name: container, command }] },
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
    }),
  );
  const task = tasks[0]?.taskArn;
  if (task !== undefined) return task;
  const reasons = failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(": "));
  throw failure(`ECS didn't place the task: ${reasons.join(", ")}`);
}

/**
 * @param {Task} task
 * @returns {string | undefined} What is wrong with a task that stopped.
 */
function problemOf({ containers = [], stopCode, stoppedReason = "" }) {
  const { exitCode, reason = "" } = containers.find(({ name }) => name === container) ?? {};
  if (exitCode === 0) return undefined;
  const isExit = exitCode !== undefined && stopCode === "EssentialContainerExited";
  const why = [reason, isExit ? "" : stoppedReason].filter((text) => text !== "").join("; ");
  const what = exitCode === undefined ? "didn't start" : `ended with exit code ${exitCode}`;
  return why === "" ? what : `${what}: ${why}`;
}

/**
 * @param {string} task
 * @param {TaskRun} run
 */
function titleOf(task, { command }) {
  return `Task ${idOf(task)} (${command.join(" ")})`;
}

/** @param {string} task */
function logsOf(task) {
  return `Its log lines: aws logs tail ${logGroup} --since 1d --log-stream-names ${logStreamPrefix}${idOf(task)}`;
}

/** @param {string | undefined} arn */
function idOf(arn = "") {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/**
 * An error without a stack, which Pulumi would print.
 *
 * @param {string} message
 */
function failure(message) {
  const error = new Error(message);
  error.name = "TaskFailed";
  error.stack = "";
  return error;
}
