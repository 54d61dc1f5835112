import type { StackContext } from "../../section";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest, oneOf } from "../../toolkit/words";
import { dataTypes, type GivenData } from "./entry";

type Given = Readonly<Record<string, GivenData>>;

/** Adds errors for keys of another type, for ARNs of something else, and for notifications that nobody gets. */
export function validateData(given: Given, stack: StackContext, errors: ValidationErrors): void {
  for (const [name, described] of Object.entries(given)) {
    const at = ["data", name];
    validateKeys(at, described, errors);
    validateExisting(at, described, stack, errors);
    validateNotifies(at, name, given, errors);
    dataTypes[described.type].validate?.(at, described, stack, errors);
  }
}

function validateKeys(at: Path, described: GivenData, errors: ValidationErrors): void {
  const { type, existing } = described;
  for (const key of Object.keys(described)) {
    if (key === "type" || key === "existing") continue;
    const own = Object.entries(dataTypes).flatMap(([each, { keys }]) => (key in keys ? [each] : []));
    if (own.length > 0 && !own.includes(type)) {
      errors.add([...at, key], `is a setting of a ${oneOf(own)}, but this is a ${type}: remove it.`);
    } else if (existing !== undefined && !dataTypes[type].ofExisting) {
      errors.add([...at, key], `has no effect on a ${type} that exists: remove it.`);
    }
  }
}

/** Clients look for what they know by name in the region that they run in, and CloudWatch has the metrics of its own region. */
function validateExisting(
  at: Path,
  { type, existing }: GivenData,
  stack: Pick<StackContext, "region">,
  errors: ValidationErrors,
): void {
  const { arn, ofExisting } = dataTypes[type];
  const path = [...at, "existing"];
  if (existing === undefined || errors.has(path)) return;
  if (ofExisting) {
    const region = typeof existing === "string" ? ofExisting.regionOf(existing) : undefined;
    if (region === undefined) {
      errors.add(path, `is ${errors.format(path, existing)}, but must be ${ofExisting.allowed}.`);
    } else {
      validateRegion(path, type, region, stack, errors);
    }
    return;
  }
  if (arn === undefined) {
    if (typeof existing === "string") {
      errors.add(
        path,
        `is ${errors.format(path, existing)}, but must be a map with the keys host, database, secretArn, securityGroupId, readerHost, port.`,
      );
    }
    return;
  }
  const { pattern, example } = arn;
  if (typeof existing !== "string" || !pattern.test(existing)) {
    errors.add(
      path,
      `is ${errors.format(path, existing)}, but must be the ARN of a ${type}, such as ${example}.`,
    );
    return;
  }
  validateRegion(path, type, existing.split(":")[3], stack, errors);
}

function validateRegion(
  path: Path,
  type: string,
  region: string | undefined,
  stack: Pick<StackContext, "region">,
  errors: ValidationErrors,
): void {
  if (region && stack.region !== undefined && region !== stack.region) {
    errors.add(path, `is in ${region}, but the stack is in ${stack.region}: use a ${type} of that region.`);
  }
}

function validateNotifies(at: Path, name: string, given: Given, errors: ValidationErrors): void {
  const notified = given[name]?.notifies;
  const path = [...at, "notifies"];
  if (notified === undefined || errors.has(path) || errors.has(["data", notified, "type"])) return;
  const queues = Object.entries(given).flatMap(([other, { type }]) => (type === "queue" ? [other] : []));
  if (!queues.includes(notified)) {
    const near = nearest(notified, queues);
    const advice = near === undefined ? "" : ` Did you mean ${near}?`;
    const known = queues.length === 0 ? "It has none." : `Its queues: ${queues.sort().join(", ")}.`;
    errors.add(path, `is ${errors.format(path, notified)}, but no queue of the stack.${advice} ${known}`);
  } else if (given[notified]?.existing !== undefined) {
    errors.add(path, `is ${notified}, which exists already: its owner has to allow the events of a bucket.`);
  } else if (given[notified]?.fifo) {
    errors.add(path, `is ${notified}, a FIFO queue, which S3 doesn't notify: notify a queue without fifo.`);
  }
}
