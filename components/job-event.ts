import type * as pulumi from "@pulumi/pulumi";
import { eventLimits } from "../facts/event-limits";
import type { DataSource } from "./data-source";
import { mustBe, oneOf, validatePattern } from "./invalid-arguments";

/** What starts a job: objects of a bucket, events of a bus, or another job that succeeded. */
export type JobEvent = BucketEvent | BusEvent | JobSuccess;

/** An object that is created in a bucket. */
export interface BucketEvent {
  /** The bucket, such as a `DataBucket` that sends its events to EventBridge. */
  event: DataSource;
  /** What the key of the object begins with. @default anything */
  prefix?: string | undefined;
  /** What the key of the object ends with. @default anything */
  suffix?: string | undefined;
}

/** Events of a bus of EventBridge. */
export interface BusEvent {
  /** Source of the events, such as com.example.shop. */
  source: string;
  /** Type of the events, such as OrderPlaced. */
  detailType: string;
  /** Name of the bus. @default default */
  bus?: string | undefined;
}

/** A run of another job that succeeded. */
export interface JobSuccess {
  /** Name of the job, on the same platform. */
  job: string;
}

/** The variable with the event that has started a job, as JSON; `{}` where somebody has started it by hand. */
export const eventVariable = "EVENT";

/** The variable in a state machine whose input is the event. */
export const eventOfExecution = {
  Name: eventVariable,
  Value: "{% $string($states.context.Execution.Input) %}",
} as const;

/** The pattern of an event, as EventBridge has it. */
export interface EventPattern {
  source: string[];
  "detail-type": string[];
  detail?: pulumi.Input<object>;
}

/** The bus of an event; undefined for the default one, on which the events of AWS services are. */
export function busOf(on: JobEvent): string | undefined {
  return "source" in on ? on.bus : undefined;
}

/**
 * The pattern of an event.
 *
 * @param on The event.
 * @param succeeded The pattern of the runs of a job that succeeded, which each platform reports in its own way.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html (read 2026-11-21)
 */
export function eventPattern(on: JobEvent, succeeded: (job: string) => EventPattern): EventPattern {
  if ("job" in on) return succeeded(on.job);
  if ("source" in on) return { source: [on.source], "detail-type": [on.detailType] };
  const key = keyPattern(on);
  return {
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [on.event.bucketName] }, ...(key && { object: { key: [key] } }) },
  };
}

/** What matches the key of an object: a list of a prefix and a suffix would match either. */
function keyPattern({ prefix, suffix }: BucketEvent): object | undefined {
  if (prefix === undefined) return suffix === undefined ? undefined : { suffix };
  return suffix === undefined ? { prefix } : { wildcard: `${escaped(prefix)}*${escaped(suffix)}` };
}

/** With a backslash before each character that means something in a wildcard. */
function escaped(text: string): string {
  return text.replace(/[\\*]/g, "\\$&");
}

/** What of a job says how it is started. */
interface Started {
  on: JobEvent | undefined;
  schedule: string | undefined;
  concurrency: string;
}

/** Validates what starts a job. */
export function validateJobEvent({ on, schedule, concurrency }: Started): string[] {
  if (on === undefined) return [];
  return [
    ...(schedule === undefined ? [] : ["job.schedule is another start than job.on: must be left out"]),
    ...(concurrency === "forbid" && !("job" in on)
      ? [mustBe("job.concurrency", concurrency, "allow with job.on, or events during a run would be lost")]
      : []),
    ...("event" in on ? validateBucketEvent(on) : "source" in on ? validateBusEvent(on) : []),
  ];
}

function validateBucketEvent({ event, prefix, suffix }: BucketEvent): string[] {
  const part = "1 to 512 characters";
  return [
    ...(event.bucketName === undefined
      ? ["job.on.event is no bucket: must be a DataBucket, whose objects start the job"]
      : []),
    ...validatePattern("job.on.prefix", prefix, eventLimits.key, part),
    ...validatePattern("job.on.suffix", suffix, eventLimits.key, part),
  ];
}

function validateBusEvent({ source, detailType, bus }: BusEvent): string[] {
  const name = "1 to 256 characters";
  return [
    ...validatePattern("job.on.source", source, eventLimits.name, name),
    ...validatePattern("job.on.detailType", detailType, eventLimits.name, name),
    ...validatePattern("job.on.bus", bus, eventLimits.bus, "the name of an event bus, such as orders"),
  ];
}

/**
 * A circle of jobs that start each other, which would never end.
 *
 * @param starts The job that starts each, by name.
 */
export function circleOf(starts: ReadonlyMap<string, string>): string[] | undefined {
  for (const first of starts.keys()) {
    const way = [first];
    for (let next = starts.get(first); next !== undefined; next = starts.get(next)) {
      if (next === first) return [...way, first].reverse();
      if (way.includes(next)) break;
      way.push(next);
    }
  }
  return undefined;
}

/**
 * Validates what starts the jobs of a platform: another job is one of them, and none starts itself in a circle. The errors begin
 * with the job's name.
 */
export function validateJobStarts(jobs: Readonly<Record<string, { on?: JobEvent | undefined }>>): string[] {
  const starts = new Map(
    Object.entries(jobs).flatMap(([name, { on }]): [string, string][] =>
      on && "job" in on ? [[name, on.job]] : [],
    ),
  );
  const names = Object.keys(jobs);
  const circle = circleOf(starts);
  return [
    ...[...starts].flatMap(([name, job]) =>
      names.includes(job)
        ? []
        : [`jobs.${name}: ${mustBe("job.on.job", job, `another job: ${oneOf(names)}`)}`],
    ),
    ...(circle ? [`jobs start each other in a circle, without an end: ${circle.join(", ")}`] : []),
  ];
}
