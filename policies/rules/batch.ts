import type { Resource } from "../resource";
import { always, inProd, type Rule } from "../rule";
import {
  at,
  blocks,
  differs,
  isMissing,
  isProperties,
  json,
  number,
  type Properties,
  texts,
  unknown,
} from "../values";
import { secretsInCommand, secretsInEnvironment } from "./containers";
import { isPinned, pinAdvice } from "./images";

const jobDefinition = "aws:batch/jobDefinition:JobDefinition";
const jobQueue = "aws:batch/jobQueue:JobQueue";
const computeEnvironment = "aws:batch/computeEnvironment:ComputeEnvironment";

const guide = "https://docs.aws.amazon.com/batch/latest/userguide";
const ofJob = {
  controls: ["AWS guidance"],
  url: "https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html",
  types: [jobDefinition],
  needs: "resource",
} as const;

const secretAdvice = "store it in Secrets Manager and reference it in the container's secrets.";

/** Rules for AWS Batch: those of ECS that have a counterpart there. Security Hub has none but for tags. */
export const batchRules: Rule[] = [
  {
    ...ofJob,
    id: "batch-no-privileged",
    title: "Containers of jobs are not privileged",
    severity: "critical",
    enforcement: always,
    check: forEachContainer((container) =>
      at(container, "privileged") === true
        ? "is privileged, which means root access to its instance: set privileged: false."
        : undefined,
    ),
  },
  {
    ...ofJob,
    id: "batch-read-only-root-filesystem",
    title: "Containers of jobs have a read-only root filesystem",
    severity: "high",
    enforcement: inProd,
    check: forEachContainer((container) =>
      differs(container, "readonlyRootFilesystem", true)
        ? "has a writable root filesystem: set readonlyRootFilesystem: true, and mount a volume where it writes."
        : undefined,
    ),
  },
  {
    ...ofJob,
    id: "batch-non-root",
    title: "Containers of jobs don't run as root",
    severity: "medium",
    enforcement: inProd,
    check: forEachContainer((container, containers) => {
      const user = at(container, "user");
      const root =
        user === undefined || user === "" || (user !== unknown && /^(root|0+)(:|$)/.test(String(user)));
      return root && !writesFiles(container, containers)
        ? "runs as root: set user, for instance 65532:65532."
        : undefined;
    }),
  },
  {
    ...ofJob,
    id: "batch-logging",
    title: "Containers of jobs have a log configuration",
    severity: "high",
    enforcement: inProd,
    check: forEachContainer((container) =>
      isMissing(container, "logConfiguration.logDriver")
        ? "logs to /aws/batch/job, which the whole account shares and never expires: set logConfiguration."
        : undefined,
    ),
  },
  {
    ...ofJob,
    id: "batch-no-secrets-in-environment",
    title: "Environment variables and commands of jobs contain no secrets",
    severity: "high",
    enforcement: always,
    check: ({ inputs }) =>
      containersOf(inputs).flatMap((container) => {
        // As Batch calls the container of a job that has one.
        const named = { name: "default", ...container };
        return [
          ...secretsInEnvironment(named, "environment", secretAdvice),
          ...secretsInCommand(named, ["command"], secretAdvice),
        ];
      }),
  },
  {
    ...ofJob,
    id: "batch-no-public-address",
    title: "Jobs have no public IP address",
    severity: "high",
    enforcement: inProd,
    check: forEachTask((task) =>
      at(task, "networkConfiguration.assignPublicIp") === "ENABLED"
        ? "Jobs have public IP addresses: set aws-containers:network.nat: single or per-zone."
        : undefined,
    ),
  },
  {
    ...ofJob,
    id: "batch-image-pinned",
    title: "Images of jobs are pinned to a digest or an immutable tag",
    severity: "medium",
    enforcement: inProd,
    needs: "stack",
    check: ({ inputs }, stack) =>
      containersOf(inputs).flatMap((container) => {
        const [image] = texts(at(container, "image"));
        return at(container, "image") === unknown || (image !== undefined && isPinned(image, stack))
          ? []
          : [`${labelOf(container)}: its image ${pinAdvice}`];
      }),
  },
  {
    ...ofJob,
    id: "batch-distinct-roles",
    title: "Job role and execution role are separate",
    severity: "medium",
    enforcement: always,
    check: forEachTask((task) => {
      const key = at(task, "containers") === undefined ? "jobRoleArn" : "taskRoleArn";
      const [role] = texts(at(task, key));
      return role !== undefined && role === at(task, "executionRoleArn")
        ? `The application has the permissions of the execution role: set ${key} to another role.`
        : undefined;
    }),
  },
  {
    id: "batch-stuck-jobs",
    title: "Jobs that can never start are cancelled",
    controls: ["AWS guidance"],
    url: `${guide}/job_stuck_in_runnable_time_limit_actions.html`,
    severity: "medium",
    enforcement: inProd,
    types: [jobQueue],
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "jobStateTimeLimitActions") !== unknown &&
      blocks(at(inputs, "jobStateTimeLimitActions")).length === 0
        ? ["A job that can never start blocks the queue for ever: set jobStateTimeLimitActions."]
        : [],
  },
  {
    id: "batch-scales-to-zero",
    title: "Compute environments scale in to zero vCPUs",
    controls: ["AWS guidance"],
    url: `${guide}/compute_environment_parameters.html`,
    severity: "low",
    enforcement: inProd,
    types: [computeEnvironment],
    needs: "resource",
    check({ inputs }) {
      const least = number(at(inputs, "computeResources.minVcpus")) ?? 0;
      return least > 0 ? [`${least} vCPUs run even without jobs: set minVcpus: 0.`] : [];
    },
  },
];

/** The task of a job definition, which is its container where it has one: none where it is unknown, or has another type. */
function tasksOf(inputs: Properties): Properties[] {
  const container = json(at(inputs, "containerProperties"));
  return isProperties(container)
    ? [container]
    : blocks(at(json(at(inputs, "ecsProperties")), "taskProperties"));
}

function containersOf(inputs: Properties): Properties[] {
  return tasksOf(inputs).flatMap((task) => {
    const containers = at(task, "containers");
    return containers === undefined ? [task] : blocks(containers);
  });
}

function forEachTask(violation: (task: Properties) => string | undefined): (resource: Resource) => string[] {
  return ({ inputs }) => tasksOf(inputs).flatMap((task) => violation(task) ?? []);
}

function forEachContainer(
  violation: (container: Properties, containers: readonly Properties[]) => string | undefined,
): (resource: Resource) => string[] {
  return ({ inputs }) =>
    containersOf(inputs).flatMap((container, _index, containers) => {
      const found = violation(container, containers);
      return found === undefined ? [] : [`${labelOf(container)} ${found}`];
    });
}

function labelOf(container: Properties): string {
  return ["The container", ...texts(at(container, "name"))].join(" ");
}

/**
 * Whether a container writes into volumes before another starts, which waits for its success: a volume of Fargate belongs to root.
 * Batch has no way to drop its capabilities.
 */
function writesFiles(container: Properties, containers: readonly Properties[]): boolean {
  const isAwaited = containers.some((other) =>
    blocks(at(other, "dependsOn")).some(
      ({ containerName, condition }) =>
        containerName !== undefined && containerName === at(container, "name") && condition === "SUCCESS",
    ),
  );
  return isAwaited && at(container, "readonlyRootFilesystem") === true;
}
