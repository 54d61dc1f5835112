import * as pulumi from "@pulumi/pulumi";
import type { DatabaseEngine } from "../../facts/databases";
import type { DataSource } from "../data-source";
import type { DataContext } from "./data-context";
import { Database } from "./database";
import type { DatabaseArgs } from "./database-arguments";
import { databaseSource } from "./database-source";

/** A database that exists in the stack's VPC: services may use it, and the program never changes it. */
export interface ExistingDatabase {
  /** Host name of the writer. */
  host: string;
  /** Host name for reads. @default host */
  readerHost?: string;
  /** @default the port of the engine */
  port?: number;
  /** Name of the database. */
  database: string;
  /** ARN of a secret whose JSON has the keys `username` and `password`. */
  secretArn: string;
  /** Id of the database's security group, which gets an ingress rule for each service that uses it. */
  securityGroupId: string;
}

/** A database. */
export type DatabaseDescription =
  | { existing: ExistingDatabase }
  | Omit<DatabaseArgs, "engine" | "network" | "logKeyArn">;

/** Creates databases of an engine, unless they exist. */
export function createDatabase(engine: DatabaseEngine) {
  return (
    name: string,
    described: DatabaseDescription,
    { network, logKeyArn, options }: DataContext,
  ): DataSource => {
    if (!("existing" in described)) {
      return new Database(name, { ...described, engine, network, logKeyArn }, options);
    }
    const { host, readerHost = host, port, database, secretArn, securityGroupId } = described.existing;
    return databaseSource(name, engine, {
      host: pulumi.output(host),
      readerHost: pulumi.output(readerHost),
      port,
      database,
      secretArn: pulumi.output(secretArn),
      securityGroupId: pulumi.output(securityGroupId),
      cidrBlocks: network.dataCidrBlocks,
    });
  };
}
