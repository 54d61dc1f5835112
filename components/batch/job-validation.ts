import {
  type BatchCompute,
  batchFileBytes,
  batchLimits,
  batchStopSeconds,
  batchVariablePrefix,
  cpuUnits,
} from "../../facts/batch";
import { validateWithoutBuckets } from "../bucket-volume-validation";
import { bytesOf } from "../container-files";
import { mustBe, validateWholeNumber } from "../invalid-arguments";
import { type CompleteJob, completeJob, type JobDescription, validateJob } from "../job";
import { isRouted } from "../log-routing";
import { validateWithoutLustre } from "../lustre-validation";
import { validateName, validateSharedDisk, validateSize } from "../tasks/task-validation";
import { computeKind } from "./compute-kind";
import { hasFileWriter, writerSize } from "./resource-requirements";

interface Bounds {
  maxCpus: number;
  compute?: BatchCompute;
}

/** Validates all jobs; the errors begin with the job's name. */
export function validateBatchJobs({
  jobs,
  ...bounds
}: Bounds & { jobs: Readonly<Record<string, JobDescription>> }): string[] {
  return Object.entries(jobs).flatMap(([name, job]) =>
    validateBatchJob(name, completeJob(job), bounds).map((error) => `jobs.${name}: ${error}`),
  );
}

function validateBatchJob(name: string, job: CompleteJob, bounds: Bounds): string[] {
  const { architecture, environment, gpu, retries, secrets, secretEnvironment, stopSeconds } = job;
  const variables = Object.keys({ ...environment, ...secrets, ...secretEnvironment });
  return [
    ...validateName(name),
    ...validateCpus(job, bounds),
    ...validateJob(job),
    ...validateWithoutBuckets("job", job, "Batch"),
    ...validateWithoutLustre("job", job, "Batch"),
    // Ten are too many for every platform already.
    ...(retries === batchLimits.retries.max + 1
      ? validateWholeNumber("job.retries", retries, batchLimits.retries)
      : []),
    ...(stopSeconds === batchStopSeconds
      ? []
      : [mustBe("job.stopSeconds", stopSeconds, `${batchStopSeconds} on Batch`)]),
    ...validateFileWriter(job, bounds),
    ...(isRouted(job.logs)
      ? ['job.logs.driver is "firelens": must be awslogs on Batch, whose jobs have no log router']
      : []),
    ...(gpu !== undefined && architecture === "arm64"
      ? [mustBe("job.architecture", architecture, "x86_64 with job.gpu")]
      : []),
    ...variables
      .filter((variable) => variable.startsWith(batchVariablePrefix))
      .map(
        (variable) =>
          `job.environment has ${variable}: names that begin with ${batchVariablePrefix} are Batch's`,
      ),
  ];
}

/** Validates that the files fit into a job definition, and that the container which writes them leaves the job's own something. */
function validateFileWriter(job: CompleteJob, { compute = "fargate" }: Bounds): string[] {
  if (!hasFileWriter(job)) return [];
  const bytes = bytesOf(job.files);
  const writer = writerSize(computeKind(job, compute));
  return [
    ...(bytes > batchFileBytes
      ? [
          `job.files has ${bytes} bytes of text: must have at most ${batchFileBytes} on Batch, whose job definitions have 24 KiB`,
        ]
      : []),
    ...(["cpu", "memory"] as const).flatMap((key) =>
      job[key] > writer[key]
        ? []
        : [
            mustBe(
              `job.${key}`,
              job[key],
              `more than ${writer[key]} with job.files, of whose size their writer has that`,
            ),
          ],
    ),
  ];
}

/** Instances have whole vCPUs, Fargate certain sizes. */
function validateCpus(job: CompleteJob, { compute = "fargate", maxCpus }: Bounds): string[] {
  const { cpu, gpu } = job;
  if (cpu > maxCpus * cpuUnits)
    return [mustBe("job.cpu", cpu, `at most ${maxCpus * cpuUnits}, for maxCpus is ${maxCpus}`)];
  if (compute === "fargate" && gpu === undefined) return validateSize("job", job);
  return [
    ...(cpu % cpuUnits === 0 ? [] : [mustBe("job.cpu", cpu, `a multiple of ${cpuUnits} on instances`)]),
    ...validateSharedDisk("job", job),
  ];
}
