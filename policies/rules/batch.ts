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
        ? "The container is privileged, which means root access to its instance: set privileged: false."
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
        ? "The container has a writable root filesystem: set readonlyRootFilesystem: true, and mount a volume where it writes."
        : undefined,
    ),
  },
  {
    ...ofJob,
    id: "batch-non-root",
    title: "Containers of jobs don't run as root",
    severity: "medium",
    enforcement: inProd,
    check: forEachContainer((container) => {
      const user = at(container, "user");
      const root =
        user === undefined || user === "" || (user !== unknown && /^(root|0+)(:|$)/.test(String(user)));
      return root ? "The container runs as root: set user, for instance 65532:65532." : undefined;
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
        ? "The container logs to /aws/batch/job, which the whole account shares and never expires: set logConfiguration."
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
        // As Batch calls the one container of a job.
        const named = { ...container, name: "default" };
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
    check: forEachContainer((container) =>
      at(container, "networkConfiguration.assignPublicIp") === "ENABLED"
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
          : [`The container: its image ${pinAdvice}`];
      }),
  },
  {
    ...ofJob,
    id: "batch-distinct-roles",
    title: "Job role and execution role are separate",
    severity: "medium",
    enforcement: always,
    check: forEachContainer((container) => {
      const [job] = texts(at(container, "jobRoleArn"));
      return job !== undefined && job === at(container, "executionRoleArn")
        ? "The application has the permissions of the execution role: set jobRoleArn to another role."
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

/** The container of a job definition: none where it is unknown, or has another type. */
function containersOf(inputs: Properties): Properties[] {
  const container = json(at(inputs, "containerProperties"));
  return isProperties(container) ? [container] : [];
}

function forEachContainer(
  violation: (container: Properties) => string | undefined,
): (resource: Resource) => string[] {
  return ({ inputs }) => containersOf(inputs).flatMap((container) => violation(container) ?? []);
}
