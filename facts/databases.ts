import type { Bounds } from "./service-limits";

/** What Aurora knows of one of its engines. */
interface Engine {
  /** Its name in the API. */
  engine: "aurora-mysql" | "aurora-postgresql";
  /** Major versions, oldest first. AWS chooses the minor version, and upgrades it. */
  versions: readonly string[];
  defaultVersion: string;
  port: number;
  /** Parameters of a cluster: each connection needs TLS; MySQL's audit log has connections and changes of users and schema. */
  parameters: Readonly<Record<string, string>>;
  /** Logs that it exports to CloudWatch. */
  logs: readonly string[];
}

/**
 * The engines of Aurora Serverless v2 that pause at 0 ACUs.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.VersionPolicy.MajorVersions.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html#AuroraPostgreSQL.Security.SSL (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html (read 2026-11-21)
 */
export const databaseEngines = {
  postgres: {
    engine: "aurora-postgresql",
    versions: ["15", "16", "17", "18"],
    defaultVersion: "17",
    port: 5432,
    parameters: { "rds.force_ssl": "1" },
    logs: ["postgresql"],
  },
  mysql: {
    engine: "aurora-mysql",
    versions: ["8.0", "8.4"],
    defaultVersion: "8.0",
    port: 3306,
    parameters: {
      require_secure_transport: "ON",
      server_audit_events: "CONNECT,QUERY_DCL,QUERY_DDL",
      server_audit_logging: "1",
    },
    logs: ["audit", "error"],
  },
} as const satisfies Readonly<Record<string, Engine>>;

/** An engine, by the name that a stack file has. */
export type DatabaseEngine = keyof typeof databaseEngines;

/**
 * Limits of an Aurora cluster.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html (read 2026-11-21)
 */
export const databaseLimits = {
  /** Aurora capacity units (ACU), in steps of a half; 0 pauses. */
  capacity: { min: 0, max: 256 },
  capacityStep: 0.5,
  /** Least of the maximum. */
  maxCapacity: 1,
  /** SecondsUntilAutoPause. */
  pauseSeconds: { min: 300, max: 86_400 },
  /** The writer and its up to 15 readers. */
  instances: { min: 1, max: 16 },
  /** BackupRetentionPeriod. */
  backupDays: { min: 1, max: 35 },
  /** AutomaticallyAfterDays of a secret. */
  rotationDays: { min: 1, max: 1000 },
} as const satisfies Readonly<Record<string, number | Bounds>>;

/**
 * Seconds between two measurements of Enhanced Monitoring; 0 is none.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (read 2026-11-22)
 */
export const monitoringSeconds = [0, 1, 5, 10, 15, 30, 60] as const;

/** One of them. */
export type MonitoringSeconds = (typeof monitoringSeconds)[number];

/**
 * The name of a database that both engines take without quotes, and neither reserves.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html (read 2026-11-21)
 */
export const databaseName = {
  pattern: /^[a-z][a-z0-9_]{0,62}$/,
  allowed: "1 to 63 lowercase letters, digits and underscores, a letter first",
};

/** The certificate authority of the instances, valid until 2061: of `global-bundle.pem`. */
export const databaseAuthority = "rds-ca-rsa2048-g1";

/** The log group of a cluster's log. */
export function databaseLogGroup(cluster: string, log: string): string {
  return `/aws/rds/cluster/${cluster}/${log}`;
}
