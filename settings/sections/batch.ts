import { bytesOf } from "../../components/container-files";
import {
  batchComputes,
  batchFileBytes,
  batchLimits,
  batchStopSeconds,
  batchVariablePrefix,
  cpuUnits,
  fileWriterSize,
} from "../../facts/batch";
import { fargateCpus, fargateMemoryFor } from "../../facts/fargate-sizes";
import { warningsAboutGpus } from "../gpu-quotas";
import type { JobOnPlatform, PlatformSection } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { choice, integer, object } from "../toolkit/kinds";
import { formatPath } from "../toolkit/path";
import type { ValidationErrors } from "../toolkit/validation-errors";
import { oneOf } from "../toolkit/words";
import { validateWithoutBuckets } from "./services/bucket-volumes";
import { validateWithoutLustre } from "./services/lustre";
import { needsX86 } from "./x86-image";

/** vCPUs of a dev stack that says nothing. */
const defaultMaxCpus = 16;

const schema = object(
  {
    maxCpus: integer(
      batchLimits.maxCpus,
      "vCPUs that each compute environment may have at once, a limit on cost: a stack has one for On-Demand and one for Spot, by " +
        "architecture on ec2, and of the same for GPUs. On Fargate each On-Demand vCPU costs about $0.03 per hour, without memory. " +
        `Jobs beyond it wait. Required in prod. Default in dev: ${defaultMaxCpus}.`,
    ),
    compute: withDefault(
      "fargate",
      choice(
        batchComputes,
        "What jobs run on: fargate, which starts within a minute and has the sizes of Fargate; or ec2, instances that AWS Batch " +
          "starts and ends, for jobs of more than 16 vCPUs, and cheaper for many. Jobs with a GPU always run on instances.",
      ),
    ),
  },
  "AWS Batch.",
);

/** AWS Batch. */
export interface BatchSettings extends Complete<typeof schema> {
  maxCpus: number;
}

type Jobs = Readonly<Record<string, JobOnPlatform>>;

/** AWS Batch, which runs jobs alone. */
export const batch: PlatformSection<typeof schema, BatchSettings> = {
  title: "Batch",
  jobsOnly: true,
  schema,
  meaning:
    "AWS Batch, which queues jobs and runs each as soon as there is room: arrays, jobs with GPUs, and many at once. It is used " +
    "where platforms has batch. It costs nothing itself, but for what the jobs run on.",
  example: `aws-containers:batch:
  maxCpus: 64
  compute: fargate`,
  settings: (given, { tier }) => ({ maxCpus: defaultMaxCpus, ...complete(schema, given, tier) }),
  validate(given, { tier }, errors) {
    if (tier === "prod" && given?.maxCpus === undefined && !errors.has(["batch"])) {
      errors.add(
        ["batch", "maxCpus"],
        "is missing: in prod it must be set, such as 64. It is the one limit on what jobs cost, of each compute environment.",
      );
    }
  },
  validateJob(name, job, { data }, errors, settings) {
    const at = ["jobs", name];
    validateRuns(at, job, errors);
    validateWithoutBuckets(at, job.volumes, { data, on: "Batch" }, errors);
    validateWithoutLustre(at, job.volumes, { data, on: "Batch" }, errors);
    validateFileWriter(at, job, settings, errors);
    if (!errors.has([...at, "cpu"]) && !errors.has([...at, "memory"])) {
      validateSize(at, job, settings, errors);
    }
    if (job.gpu !== undefined && job.architecture === "arm64") {
      errors.add([...at, "gpu"], needsX86(job, "Batch has no Amazon Machine Image for GPUs on arm64"));
    }
  },
  warningsAboutJobs: (jobs: Jobs) =>
    warningsAboutGpus("jobs", jobs, "its runs wait, and are cancelled after a day"),
};

/** What Batch can't honour of a job. */
function validateRuns(at: string[], job: JobOnPlatform, errors: ValidationErrors): void {
  const { environment, logs, retries, secrets, stopSeconds, worker } = job;
  if (worker !== undefined) {
    errors.add([...at, "queue"], "needs ECS or EKS: on Batch every job runs to its end.");
  }
  if (logs.driver === "firelens" && !errors.has([...at, "logs", "driver"])) {
    errors.add(
      [...at, "logs", "driver"],
      "is firelens, but on Batch this template gives a job no log router: set awslogs, or run it on ECS.",
    );
  }
  if (stopSeconds !== batchStopSeconds && !errors.has([...at, "stopSeconds"])) {
    errors.add([...at, "stopSeconds"], `is ${stopSeconds}, but Batch allows ${batchStopSeconds} alone.`);
  }
  if (retries > batchLimits.retries.max && !errors.has([...at, "retries"])) {
    errors.add([...at, "retries"], `is ${retries}, but Batch allows at most ${batchLimits.retries.max}.`);
  }
  for (const [key, variables] of Object.entries({ environment, secrets })) {
    for (const variable of Object.keys(variables).filter((each) => each.startsWith(batchVariablePrefix))) {
      errors.add([...at, key, variable], `begins with ${batchVariablePrefix}, which only Batch itself sets.`);
    }
  }
}

/** Files fit into a job definition, and the container that writes them leaves the job's own something of its size. */
function validateFileWriter(
  at: string[],
  job: JobOnPlatform,
  { compute }: BatchSettings,
  errors: ValidationErrors,
): void {
  const bytes = bytesOf(job.files);
  if (Object.keys(job.files).length === 0 || errors.has([...at, "files"])) return;
  if (bytes > batchFileBytes) {
    errors.add(
      [...at, "files"],
      `has ${bytes} bytes of text, but at most ${batchFileBytes} fit beside the rest of a job definition of Batch: put them into ` +
        "the image or a bucket, or run it elsewhere.",
    );
  }
  const writer = fileWriterSize[compute === "fargate" && job.gpu === undefined ? "fargate" : "instances"];
  for (const key of ["cpu", "memory"] as const) {
    if (job[key] <= writer[key] && !errors.has([...at, key])) {
      errors.add(
        [...at, key],
        `is ${job[key]}, of which on Batch the container that writes its files has ${writer[key]}: more must be left for its own.`,
      );
    }
  }
}

/** Instances have whole vCPUs, Fargate certain sizes; and no job may be larger than its compute environment. */
function validateSize(
  at: string[],
  job: JobOnPlatform,
  { maxCpus, compute }: BatchSettings,
  errors: ValidationErrors,
): void {
  const path = [...at, "cpu"];
  if (compute === "fargate" && job.gpu === undefined) {
    validateFargateSize(at, job, errors);
  } else if (job.cpu % cpuUnits !== 0) {
    errors.add(path, `is ${job.cpu}, but instances have whole vCPUs: it must be a multiple of ${cpuUnits}.`);
  }
  if (job.ephemeralStorageGib !== undefined && (compute !== "fargate" || job.gpu !== undefined)) {
    errors.add(
      [...at, "ephemeralStorageGib"],
      "needs Fargate: jobs on instances share their disk. Leave it out, or run the job without gpu and with batch.compute: fargate.",
    );
  }
  if (job.cpu > maxCpus * cpuUnits && !errors.has(path)) {
    const bound = formatPath(["batch", "maxCpus"]);
    errors.add(path, `is ${job.cpu}, more than the ${maxCpus} vCPUs of ${bound}: it could never start.`);
  }
}

/** Fargate has certain sizes only. */
function validateFargateSize(at: string[], { cpu, memory }: JobOnPlatform, errors: ValidationErrors): void {
  const allowed = fargateMemoryFor(cpu);
  if (!allowed) {
    errors.add([...at, "cpu"], `is ${cpu}, but Fargate has ${oneOf(fargateCpus)}.`);
  } else if (!allowed.includes(memory)) {
    errors.add([...at, "memory"], `is ${memory}, but Fargate has ${oneOf(allowed)} for cpu ${cpu}.`);
  }
}
