import { z } from "zod";
import { databaseEngines, databaseLimits, databaseName, monitoringSeconds } from "../../../facts/databases";
import { securityGroupId } from "../../../facts/identifiers";
import { defaultRetentionDays, logRetentionDays } from "../../../facts/log-retention";
import { parseSecretReference } from "../../../facts/secret-references";
import { serviceLimits } from "../../../facts/service-limits";
import { withDefault } from "../../toolkit/defaults";
import { boolean, integer, numberChoice, object, string } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import { ownKey } from "./own-key";

const versions = Object.values(databaseEngines).flatMap((engine): readonly string[] => engine.versions);
const { capacity, capacityStep, maxCapacity, ...limits } = databaseLimits;

function capacityUnits(min: number, description: string) {
  return withMeta(z.number().min(min).max(capacity.max).multipleOf(capacityStep), {
    description,
    allowed: `a number from ${min} to ${capacity.max}, in steps of ${capacityStep}`,
  });
}

/** The keys of a database. */
export const databaseKeys = {
  version: withMeta(z.union([z.string(), z.number()]), {
    description:
      'Database: major version, in quotes. A later one is an upgrade in place, with minutes of outage, and there is no way back. Default: "17" of PostgreSQL, "8.0" of MySQL.',
    allowed: 'a major version in quotes, such as "17"',
    values: versions,
  }),
  database: withDefault(
    "app",
    string(
      databaseName.pattern,
      databaseName.allowed,
      "Database: its name in the cluster. A change replaces the cluster, and its data is lost.",
    ),
  ),
  scaling: withDefault(
    {},
    object(
      {
        min: withDefault(
          { dev: 0, prod: 0.5 },
          capacityUnits(
            capacity.min,
            "Least capacity of each instance, in Aurora capacity units (ACU) of 2 GiB: $43.80 a month for each 0.5. With 0 it pauses while there are no connections, and the next connection waits about 15 seconds.",
          ),
        ),
        max: withDefault(
          { dev: 2, prod: 8 },
          capacityUnits(
            maxCapacity,
            "Most capacity of each instance, in ACU, at $0.12 an hour each: a limit on cost.",
          ),
        ),
        pauseSeconds: withDefault(
          300,
          integer(
            limits.pauseSeconds,
            "Seconds without a connection before a database whose min is 0 pauses.",
          ),
        ),
      },
      "Database: capacity of each instance.",
    ),
  ),
  instances: withDefault(
    { dev: 1, prod: 2 },
    integer(
      limits.instances,
      "Database: number of instances, each in the next zone. The second takes over when the first fails, and serves reads; it costs as much again.",
    ),
  ),
  backupDays: withDefault(
    { dev: 1, prod: 14 },
    integer(
      limits.backupDays,
      "Database: days of which it can be restored to any second. Backups of up to the database's size are free, the rest $0.021 per GB-month.",
    ),
  ),
  finalSnapshot: withDefault(
    { dev: false, prod: true },
    boolean(
      "Database: whether AWS takes a snapshot before it deletes the cluster, for $0.021 per GB-month until you delete it. A key of the database's own is kept with it.",
    ),
  ),
  ownKey,
  insights: withDefault(
    { dev: false, prod: true },
    boolean("Database: whether Performance Insights keeps the load of the last 7 days, at no charge."),
  ),
  monitoringSeconds: withDefault(
    { dev: 0, prod: 60 },
    numberChoice(
      monitoringSeconds,
      "Database: seconds between two measurements of each instance's operating system and processes (Enhanced Monitoring); 0 is none. $0.50 per GB into CloudWatch Logs, the more the more often.",
    ),
  ),
  rotationDays: integer(
    limits.rotationDays,
    "Database: days after which RDS rotates the password. Containers read it as they start: what runs then needs a restart. Default: never.",
  ),
  logRetentionDays: withDefault(
    defaultRetentionDays,
    numberChoice(
      logRetentionDays,
      "Database: days that CloudWatch Logs keeps its logs. $0.50 per GB ingested, $0.03 per GB-month stored.",
    ),
  ),
};

const hostName = (description: string) =>
  string(
    /^[a-zA-Z0-9.-]{1,253}$/,
    "a host name such as shop.cluster-abc.us-east-1.rds.amazonaws.com",
    description,
  );

/** A database that exists. */
export const existingDatabase = object(
  {
    readerHost: hostName("Host name for reads. Default: host."),
    port: integer(serviceLimits.port, "Its port. Default: 5432 of PostgreSQL, 3306 of MySQL."),
  },
  "A database in the stack's VPC.",
  {
    host: hostName("Host name of its writer."),
    database: string(/^[\w$-]{1,64}$/, "the name of a database", "Its name in the cluster or instance."),
    secretArn: withMeta(
      z.string().refine((arn) => {
        const reference = parseSecretReference(arn);
        return reference?.store === "secretsmanager" && reference.arn === arn;
      }),
      {
        description: "ARN of the secret whose JSON has the keys username and password.",
        allowed:
          "the ARN of a secret with its suffix, such as arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf",
      },
    ),
    securityGroupId: string(
      securityGroupId,
      "the id of a security group such as sg-0123456789abcdef0",
      "Id of its security group, which gets an ingress rule for each service that uses it.",
    ),
  },
);
