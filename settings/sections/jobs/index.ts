import { serviceNames } from "../../../facts/name-lengths";
import type { Section } from "../../section";
import { record } from "../../toolkit/kinds";
import { validateOrder } from "./event";
import { type DescribedJob, jobSchema, jobSettings, platformsOf, validateJob } from "./job";

export { bucketsWithEvents } from "./event";
export { type DescribedJob, type JobSettings, platformsOf } from "./job";
export { withService } from "./of-service";
export type { WorkerScaling } from "./worker";

const schema = record(serviceNames, jobSchema, "The jobs, by name. Default: none.");

/** The jobs: containers that run to their end. */
export const jobs: Section<typeof schema, Record<string, DescribedJob>> = {
  schema,
  meaning:
    "Jobs, by name: containers that run to their end, on a schedule, by an event or started by hand, and workers, which run as long as a " +
    "queue has messages. A job has an image of its own, or that of a service. It runs on one platform. A run costs what its task or pod costs, by " +
    "the second: on Fargate $0.0099 per hour for 256 CPU units and 512 MiB (arm64, On-Demand).",
  example: `aws-containers:services:
  web:
    source: ./app
aws-containers:jobs:
  report:
    service: web
    command: [node, report.js]
    schedule: "cron(0 2 * * ? *)"
    timezone: Europe/Berlin
    retries: 2
    timeoutMinutes: 30
  cleanup:
    image: public.ecr.aws/docker/library/busybox@sha256:0000000000000000000000000000000000000000000000000000000000000001
    command: [echo, done]`,
  settings: (given = {}, stack) =>
    Object.fromEntries(Object.entries(given).map(([name, job]) => [name, jobSettings(name, job, stack)])),
  validate(given = {}, stack, errors) {
    for (const [name, job] of Object.entries(given)) validateJob(name, job, stack, errors);
    const placed = Object.entries(given).map(([name, job]) => [
      name,
      { ...job, platforms: platformsOf(job, stack) },
    ]);
    validateOrder(Object.fromEntries(placed), errors);
    if (errors.has(["jobs"]) || errors.has(["platforms"])) return;
    const forJobs = stack.allPlatforms.filter((platform) => !stack.platforms.includes(platform));
    for (const platform of forJobs.filter((each) => !stack.jobPlatforms.includes(each))) {
      errors.add(
        ["platforms"],
        `has ${platform}, on which no job runs: remove it, or add it to a job (jobs.NAME.platforms).`,
      );
    }
  },
};
