import type { z } from "zod";
import type { JobDescription } from "../../../components/job";
import type { DescribedEvent } from "../../../components/stack-jobs";
import { clusterComputes } from "../../../facts/ecs-computes";
import { jobLimits } from "../../../facts/job-limits";
import { allPlatformNames, type Platform } from "../../platforms";
import type { StackContext } from "../../section";
import { type Complete, complete, withDefault } from "../../toolkit/defaults";
import { choice, integer, object, onlyOn, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { notOneOf } from "../../toolkit/words";
import { platformList } from "../platforms";
import { nodeGroupKey } from "../services/compute";
import {
  containerDescriptionKeys,
  containerSettings,
  validateContainer,
} from "../services/container-description";
import { validateHonoured } from "../services/honoured";
import {
  type BuiltImage,
  type ExistingImage,
  imageSourceKeys,
  imageSourceSettings,
} from "../services/image-source";
import { logsSchema, validateLogs } from "../services/logs";
import { eventKeys, eventSettings, validateEvent } from "./event";
import { scheduleKeys, validateSchedule } from "./schedule";
import { validateWorker, type WorkerScaling, workerKeys, workerScaling } from "./worker";

/** Defaults of a job with a GPU, where it has an image of its own. */
const gpuDefaults = { architecture: "x86_64", cpu: 1024, memory: 2048 } as const;

/** What a stack file may say about a job. */
export const jobSchema = object(
  {
    ...containerDescriptionKeys,
    logs: logsSchema,
    service: string(
      /^[a-z][a-z0-9-]*$/,
      "the name of a service of the stack",
      "A service of the stack whose image and container it has, instead of an image of its own. What it says itself wins; " +
        "environment and secrets are added to those of the service. The architecture is the service's where its image has a source.",
    ),
    platforms: platformList(
      "The platform that runs it, in a list of one. Default: the stack's first.",
      allPlatformNames,
    ),
    ...scheduleKeys,
    ...eventKeys,
    retries: withDefault(
      0,
      integer(
        jobLimits.retries,
        "How often a run that failed is repeated. A run fails by an exit status other than 0.",
      ),
    ),
    timeoutMinutes: withDefault(
      1440,
      integer(
        jobLimits.timeoutMinutes,
        "Minutes after which a run is stopped, and counts as failed. Each retry has as many.",
      ),
    ),
    concurrency: onlyOn(
      ["ecs", "eks"],
      withDefault(
        "forbid",
        choice(
          ["forbid", "allow"],
          "Whether a run starts while another is running, or is left out. With on it starts, and on Batch.",
        ),
      ),
    ),
    capacity: withDefault(
      { dev: "spot", prod: "on-demand" },
      choice(
        ["on-demand", "spot"],
        "What it runs on: on-demand, or spot (up to 70 % cheaper), which AWS interrupts with two minutes' notice, so that " +
          "the run fails.",
        { fargate: "on-demand", fargate_spot: "spot" },
      ),
    ),
    array: onlyOn(
      ["eks", "batch"],
      integer(
        jobLimits.array,
        "How many containers run at once, each with its index from 0 in AWS_BATCH_JOB_ARRAY_INDEX. Default: one container.",
      ),
    ),
    compute: onlyOn(
      ["ecs"],
      choice(
        clusterComputes,
        "What its tasks run on: fargate; managed-instances, which ECS chooses and patches; or ec2, those of Auto Scaling groups. A " +
          "run waits for an instance where none has room, within timeoutMinutes. Default: ecs.compute.",
      ),
    ),
    gpu: integer(
      jobLimits.gpu,
      "GPUs of NVIDIA for its container, with architecture x86_64; on ECS with compute ec2 or managed-instances. A new account may " +
        "run no instance with one until its quota is raised. With an image of its own the job then has by default " +
        `architecture ${gpuDefaults.architecture}, cpu ${gpuDefaults.cpu} and memory ${gpuDefaults.memory}.`,
    ),
    nodeGroup: nodeGroupKey,
    ...workerKeys,
  } satisfies Record<Exclude<keyof JobDescription, "secretEnvironment">, z.ZodType> &
    Record<string, z.ZodType>,
  "A job.",
);

/** A job as a stack file has it. */
export type GivenJob = z.output<typeof jobSchema>;

/** The image of a service of the stack. */
export interface ImageOfService {
  source?: undefined;
  image?: undefined;
  imageFrom?: undefined;
  /** Name of the service. */
  imageOf: string;
}

/** A container, but for its image. */
export type Container = ReturnType<typeof containerSettings> & { volumes: Readonly<Record<string, string>> };

/** A job of the stack, complete. */
export type JobSettings = Container &
  Runs &
  (((BuiltImage | ExistingImage) & { imageOf?: undefined }) | ImageOfService);

type Runs = Pick<
  Complete<typeof jobSchema>,
  "retries" | "timeoutMinutes" | "concurrency" | "capacity" | "array" | "compute" | "gpu" | "nodeGroup"
> & {
  platforms: Platform[];
  schedule?: string;
  timezone?: string;
  on?: DescribedEvent;
  /** How it scales, where it is a worker: one that runs as long as there are messages. */
  worker?: WorkerScaling;
};

/** A job whose container is still that of a service, but for what it says itself. */
export type DescribedJob = JobSettings | (Partial<Container> & Runs & ImageOfService);

/** The job `name`. */
export function jobSettings(name: string, given: GivenJob, stack: StackContext): DescribedJob {
  const at = ["jobs", name];
  const all = complete(jobSchema, withGpuDefaults(given), stack.tier);
  const { retries, timeoutMinutes, capacity, array, compute, gpu, nodeGroup } = all;
  const concurrency = given.concurrency ?? (given.on ? "allow" : all.concurrency);
  const on = eventSettings(given.on);
  const { schedule, timezone, queue } = given;
  const platforms = platformsOf(given, stack);
  const runs: Runs = {
    platforms,
    ...(queue !== undefined && { worker: workerScaling(queue, given.scaling, stack.tier) }),
    ...(schedule !== undefined && { schedule }),
    ...(timezone !== undefined && { timezone }),
    ...(on !== undefined && { on }),
    retries,
    timeoutMinutes,
    concurrency,
    capacity,
    ...(array !== undefined && { array }),
    ...(compute && { compute }),
    ...(gpu !== undefined && { gpu }),
    ...(nodeGroup !== undefined && { nodeGroup }),
  };
  const container = { ...containerSettings(at, all, stack.isSecret), volumes: all.volumes };
  return given.service === undefined
    ? { ...container, ...runs, ...imageSourceSettings(at, name, given, stack.isSecret) }
    : { ...saidIn(given, container), ...runs, imageOf: given.service };
}

/** A job with a GPU and an image of its own has what every instance with a GPU has: x86_64 and whole vCPUs. */
function withGpuDefaults(given: GivenJob): GivenJob {
  return given.gpu === undefined || given.service !== undefined ? given : { ...gpuDefaults, ...given };
}

/** What of a container a job says itself. */
function saidIn(given: GivenJob, container: Container): Partial<Container> {
  const said = Object.entries(container).filter(
    ([key]) => key in given || (key === "secretEnvironment" && "environment" in given),
  );
  return Object.fromEntries(said);
}

/** The one platform of a job. */
export function platformsOf(
  given: Pick<GivenJob, "platforms">,
  { allPlatforms }: Pick<StackContext, "allPlatforms">,
): Platform[] {
  const [first] = given.platforms ?? allPlatformNames.filter((name) => allPlatforms.includes(name));
  return first === undefined ? [] : [first];
}

/** Adds what the schema can't check in a job. */
export function validateJob(
  name: string,
  given: GivenJob,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const at = ["jobs", name];
  if (stack.serviceNames.includes(name)) {
    errors.add(at, "has the name of a service: each has a name of its own.");
  }
  if (given.service === undefined) {
    validateContainer(at, given, stack, errors);
  } else {
    validateService(given, given.service, at, stack, errors);
  }
  validateSchedule(at, given, errors);
  validateEvent(at, given, stack, errors);
  validateWorker(at, given, stack, errors);
  validatePlatform(given, at, stack, errors);
  if (!errors.has(["platforms"]) && !errors.has([...at, "platforms"])) {
    validateHonoured(at, jobSchema, given, platformsOf(given, stack), errors, "the job");
    validateLogs(at, given, platformsOf(given, stack), stack, errors);
  }
}

/** A job of a service has neither an image of its own nor a service that the stack doesn't have. */
function validateService(
  given: GivenJob,
  service: string,
  at: string[],
  stack: StackContext,
  errors: ValidationErrors,
): void {
  for (const key of Object.keys(imageSourceKeys).filter((key) => key in given)) {
    errors.add([...at, key], `can't be combined with service: the image is that of ${service}.`);
  }
  validateContainer(at, given, stack, errors, false);
  if (stack.serviceNames.includes(service) || errors.has(["services", service])) return;
  const path = [...at, "service"];
  errors.add(path, notOneOf(errors.format(path, service), "service", service, stack.serviceNames));
}

function validatePlatform(
  { platforms = [] }: GivenJob,
  at: string[],
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const path = [...at, "platforms"];
  const [platform] = platforms;
  if (platforms.length > 1) {
    errors.add(
      path,
      `has ${platforms.join(" and ")}: a job runs on one, or each of its runs would happen twice.`,
    );
  } else if (platform && !stack.allPlatforms.includes(platform) && !errors.has(["platforms"])) {
    errors.add([...path, 0], `is ${platform}, but the stack has only ${stack.allPlatforms.join(", ")}.`);
  }
}
