import type * as pulumi from "@pulumi/pulumi";
import {
  type DatabaseEngine,
  databaseEngines,
  databaseLimits,
  databaseName,
  type MonitoringSeconds,
  monitoringSeconds,
} from "../../facts/databases";
import type { LogRetentionDays } from "../../facts/log-retention";
import { mustBe, oneOf, validateOneOf, validatePattern, validateWholeNumber } from "../invalid-arguments";
import type { DataNetwork } from "./data-network";

/** Capacity of each instance, in Aurora capacity units (ACU) of 2 GiB, $0.12 an hour each. */
export interface DatabaseScaling {
  /** Least, in steps of 0.5; 0 pauses the database while there are no connections. @default 0 */
  min?: number;
  /** Most, in steps of 0.5. @default 2 */
  max?: number;
  /** Seconds without a connection before a database with a `min` of 0 pauses, 300 to 86400. @default 300 */
  pauseSeconds?: number;
}

/** Arguments of `Database`. */
export interface DatabaseArgs {
  /** The engine: Aurora PostgreSQL or Aurora MySQL. Another one replaces the cluster. */
  engine: DatabaseEngine;
  /** The network that it listens in. */
  network: DataNetwork;
  /** Major version. A later one is an upgrade in place, with an outage of minutes; there is no way back. @default 17, or 8.0 */
  version?: string;
  /** Name of the database in the cluster. Another one replaces the cluster. @default app */
  database?: string;
  /** Capacity of each instance. @default 0 to 2, paused after 300 seconds */
  scaling?: DatabaseScaling;
  /** Number of instances: the writer, and readers that take over from it, each in another zone. @default 1 */
  instances?: number;
  /** Days that backups are kept, 1 to 35. @default 1 */
  backupDays?: number;
  /** Whether AWS takes a snapshot before it deletes the cluster. @default false */
  finalSnapshot?: boolean;
  /**
   * Whether storage, snapshots and password are encrypted with a KMS key of the database's own, $1 a month, in place of the
   * account's keys of AWS. A change replaces the cluster.
   * @default false
   */
  ownKey?: boolean;
  /** Whether Performance Insights keeps the last 7 days of the database's load, at no charge. @default false */
  insights?: boolean;
  /**
   * Seconds between two measurements of each instance's operating system (Enhanced Monitoring), which RDS writes to CloudWatch Logs
   * for $0.50 per GB; 0 is none.
   * @default 0
   */
  monitoringSeconds?: MonitoringSeconds;
  /** Days after which RDS rotates the password, 1 to 1000. @default never */
  rotationDays?: number;
  /** Days that CloudWatch Logs keeps the logs. @default 7 */
  logRetentionDays?: LogRetentionDays;
  /** ARN of the KMS key that encrypts the log groups. @default CloudWatch Logs' own */
  logKeyArn?: pulumi.Input<string>;
  /** Whether Pulumi and RDS refuse to delete the cluster. @default false */
  protect?: boolean;
}

/** Arguments with their defaults. */
export type CompleteDatabase = Required<Omit<DatabaseArgs, "scaling" | "rotationDays" | "logKeyArn">> &
  Pick<DatabaseArgs, "rotationDays" | "logKeyArn"> & { scaling: Required<DatabaseScaling> };

/** Fills in the defaults. */
export function completeDatabase(args: DatabaseArgs): CompleteDatabase {
  const { scaling, ...given } = args;
  return {
    version: databaseEngines[args.engine]?.defaultVersion ?? "",
    database: "app",
    instances: 1,
    backupDays: 1,
    finalSnapshot: false,
    ownKey: false,
    insights: false,
    monitoringSeconds: 0,
    logRetentionDays: 7,
    protect: false,
    ...given,
    scaling: { min: 0, max: 2, pauseSeconds: 300, ...scaling },
  };
}

/** The errors of arguments that RDS would refuse. */
export function validateDatabase(name: string, args: CompleteDatabase): string[] {
  const { engine, scaling, rotationDays } = args;
  const engines: readonly string[] = Object.keys(databaseEngines);
  const versions: readonly string[] = databaseEngines[engine]?.versions ?? [];
  const { maxCapacity, ...limits } = databaseLimits;
  return [
    ...(name.includes("--") || name.endsWith("-")
      ? [mustBe("name", name, "without two hyphens in a row or one at the end, which RDS refuses")]
      : []),
    ...validateOneOf<string>("engine", engine, engines),
    ...(engines.includes(engine) && !versions.includes(args.version)
      ? [mustBe("version", args.version, oneOf(versions))]
      : []),
    ...validatePattern("database", args.database, databaseName.pattern, databaseName.allowed),
    ...validateCapacity("scaling.min", scaling.min, 0),
    ...validateCapacity("scaling.max", scaling.max, Math.max(maxCapacity, scaling.min)),
    ...validateWholeNumber("scaling.pauseSeconds", scaling.pauseSeconds, limits.pauseSeconds),
    ...validateWholeNumber("instances", args.instances, limits.instances),
    ...validateWholeNumber("backupDays", args.backupDays, limits.backupDays),
    ...validateOneOf("monitoringSeconds", args.monitoringSeconds, monitoringSeconds),
    ...validateWholeNumber("rotationDays", rotationDays, limits.rotationDays),
  ];
}

function validateCapacity(argument: string, value: number, min: number): string[] {
  const { capacity, capacityStep: step } = databaseLimits;
  const { max } = capacity;
  const isValid = value >= min && value <= max && Number.isInteger(value / step);
  return isValid ? [] : [mustBe(argument, value, `from ${min} to ${max}, in steps of ${step}`)];
}
