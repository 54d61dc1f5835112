import type { z } from "zod";
import { circleOf } from "../../../components/job-event";
import type { DescribedEvent } from "../../../components/stack-jobs";
import { eventLimits, overridesLength } from "../../../facts/event-limits";
import type { StackContext } from "../../section";
import { object, string } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { notOneOf } from "../../toolkit/words";

const part = "1 to 512 characters";
const name = "1 to 256 characters";

/** The event that starts a job. */
export const eventKeys = {
  on: object(
    {
      event: string(
        /^/,
        "the name of a bucket of the stack",
        "A bucket of the data: each object that is created in it starts a run. $1.00 per million events of the bucket.",
      ),
      prefix: string(
        eventLimits.key,
        part,
        "With event: what the object's key begins with. Default: anything.",
      ),
      suffix: string(
        eventLimits.key,
        part,
        "With event: what the object's key ends with. Default: anything.",
      ),
      source: string(eventLimits.name, name, "Source of the events of a bus, such as com.example.shop."),
      detailType: string(eventLimits.name, name, "With source: type of the events, such as OrderPlaced."),
      bus: string(
        eventLimits.bus,
        "the name of an event bus, such as orders",
        "With source: name of the event bus. Default: the account's default bus.",
      ),
      job: string(
        /^/,
        "the name of another job",
        "Another job of the same platform, which starts this one each time that it has succeeded.",
      ),
    },
    "The event of EventBridge that starts it, instead of a schedule: one of event, source and job. It has the event as JSON in the " +
      `variable EVENT, {} by hand; on ECS and Batch of at most ${overridesLength} characters: a longer one fails the run. Runs may ` +
      "overlap. On EKS job needs the audit log; where the API isn't open to the internet, a Lambda function in the VPC calls it.",
  ),
};

type Given = z.output<typeof eventKeys.on>;

/** What says which event it is, each with the keys that go with it. */
const kinds = { event: ["prefix", "suffix"], source: ["detailType", "bus"], job: [] } as const;

/** The event as the program has it; undefined where it isn't valid. */
export function eventSettings(given: Given | undefined): DescribedEvent | undefined {
  const { event, prefix, suffix, source, detailType, bus, job } = given ?? {};
  if (event !== undefined) {
    return { event, ...(prefix !== undefined && { prefix }), ...(suffix !== undefined && { suffix }) };
  }
  if (source !== undefined && detailType !== undefined) {
    return { source, detailType, ...(bus !== undefined && { bus }) };
  }
  return job === undefined ? undefined : { job };
}

/** Adds errors for an event that isn't one, for what it starts besides, and for buckets that the stack doesn't have. */
export function validateEvent(
  at: Path,
  given: { on?: Given | undefined; schedule?: unknown; concurrency?: unknown },
  { data }: StackContext,
  errors: ValidationErrors,
): void {
  const { on, schedule, concurrency } = given;
  if (on === undefined) return;
  const path = [...at, "on"];
  validateKind(path, on, errors);
  if (schedule !== undefined) {
    errors.add(
      path,
      "can't be combined with schedule: make two jobs, the second with the service of the first.",
    );
  }
  if (concurrency === "forbid" && on.job === undefined) {
    errors.add(
      [...at, "concurrency"],
      "is forbid, but with on must be allow: events during a run would be lost.",
    );
  }
  const { event } = on;
  if (event === undefined || errors.has(["data", event])) return;
  const buckets = Object.keys(data).filter((name) => data[name] === "bucket");
  if (buckets.includes(event)) return;
  errors.add(
    [...path, "event"],
    notOneOf(errors.format([...path, "event"], event), "bucket", event, buckets),
  );
}

function validateKind(path: Path, on: Given, errors: ValidationErrors): void {
  const given = Object.keys(kinds).filter((kind) => kind in on);
  if (given.length !== 1) {
    const found = given.length === 0 ? "none" : given.join(" and ");
    errors.add(path, `has ${found} of event (a bucket), source (a bus) and job: must have one of them.`);
    return;
  }
  for (const [kind, keys] of Object.entries(kinds)) {
    for (const key of keys.filter((key) => key in on && !(kind in on))) {
      errors.add([...path, key], `has no effect without ${kind}. Remove it.`);
    }
  }
  if (on.source !== undefined && on.detailType === undefined) {
    errors.add([...path, "detailType"], "is missing: source needs it, such as OrderPlaced.");
  }
}

/** A job, as far as jobs start each other. */
interface Started {
  on?: Given | undefined;
  queue?: string | undefined;
  platforms: readonly string[];
}

/** Adds errors for jobs that start after one that isn't there, never ends, or runs elsewhere, and for those in a circle. */
export function validateOrder(jobs: Readonly<Record<string, Started>>, errors: ValidationErrors): void {
  const starts = new Map<string, string>();
  for (const [name, { on, platforms }] of Object.entries(jobs)) {
    if (on?.job === undefined) continue;
    const path = ["jobs", name, "on", "job"];
    const shown = errors.format(path, on.job);
    const ending = Object.keys(jobs).filter((other) => jobs[other]?.queue === undefined && other !== name);
    const other = Object.hasOwn(jobs, on.job) ? jobs[on.job] : undefined;
    if (other?.queue !== undefined) {
      errors.add(path, `is ${shown}, a worker, whose runs don't end: must be a job without queue.`);
    } else if (other === undefined) {
      errors.add(path, notOneOf(shown, "job", on.job, ending));
    } else if (!other.platforms.some((platform) => platforms.includes(platform))) {
      const [there = "", here = ""] = [other.platforms[0], platforms[0]];
      errors.add(path, `is ${shown}, which runs on ${there}: must be a job on ${here}, where this one runs.`);
    } else {
      starts.set(name, on.job);
    }
  }
  const circle = circleOf(starts);
  if (circle) {
    const [first = ""] = circle;
    errors.add(
      ["jobs", first, "on", "job"],
      `starts jobs in a circle, without an end: ${circle.join(", ")}.`,
    );
  }
}

/** The buckets whose events start jobs. */
export function bucketsWithEvents(jobs: Readonly<Record<string, { on?: Given | undefined }>>): string[] {
  return Object.values(jobs).flatMap(({ on }) => on?.event ?? []);
}
