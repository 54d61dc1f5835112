import type { DataDescription } from "../../../components/data";
import { serviceNames } from "../../../facts/name-lengths";
import type { Section, StackContext } from "../../section";
import { complete } from "../../toolkit/defaults";
import { record } from "../../toolkit/kinds";
import { dataTypes, entry, type GivenData } from "./entry";
import { validateData } from "./validate-data";

const schema = record(serviceNames, entry, "What services keep, by name.");

/** The data of the stack. */
export const data: Section<typeof schema, Record<string, DataDescription>> = {
  schema,
  meaning:
    "The data of the services, by name: S3 buckets, SQS queues with a dead-letter queue, DynamoDB tables, PostgreSQL and " +
    "MySQL databases of Aurora Serverless v2, Valkey caches, EFS file systems, and, on EKS, FSx for Lustre file systems that exist. A service gets variables and permissions for " +
    "those that it `uses`, and mounts file systems by `volumes`. All are private and encrypted. All but databases and caches " +
    "cost nothing at rest but what they hold; a database pauses in dev, and costs $87.60 a month in prod, a cache $6.13 at " +
    "least. With `protection` neither Pulumi nor AWS deletes them; without it `pulumi destroy` deletes them with their " +
    "content. See [data.md](data.md).",
  example: `aws-containers:data:
  uploads: { type: bucket, notifies: uploads-events }
  uploads-events: { type: queue }
  orders: { type: table }
  db: { type: postgres }
  sessions: { type: cache }
  shared: { type: filesystem }
aws-containers:services:
  web:
    source: ./app
    uses: [uploads, uploads-events, orders, db, sessions]
    volumes: { /data: shared }`,
  settings: (given = {}, stack) =>
    Object.fromEntries(Object.entries(given).map(([name, each]) => [name, settingsOf(name, each, stack)])),
  validate: (given = {}, stack, errors) => validateData(given, stack, errors),
};

function settingsOf(name: string, given: GivenData, stack: StackContext): DataDescription {
  const { tier, protection, eventBuckets } = stack;
  const { type, existing } = given;
  if (type === "lustre") {
    return {
      type,
      existing: typeof existing === "string" ? existing : "",
      securityGroupId: given.securityGroupId ?? "",
    };
  }
  if (type === "postgres" || type === "mysql") {
    if (typeof existing === "object") return { type, existing };
  } else if (typeof existing === "string") {
    return { type, existing };
  }
  const described = dataTypes[type].described(complete(entry, given, tier), protection);
  // In the stack's own plan, unless it says so itself.
  if (described.type === "filesystem" && stack.hasBackups && given.backups === undefined) {
    return { ...described, backups: false };
  }
  const events = described.type === "bucket" && eventBuckets.includes(name);
  return events ? { ...described, events } : described;
}
