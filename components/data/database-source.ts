import * as pulumi from "@pulumi/pulumi";
import { type DatabaseEngine, databaseEngines } from "../../facts/databases";
import type { DataEndpoint, DataSource } from "../data-source";
import { dataVariable } from "./data-variables";

/** Where a database is. */
interface DatabasePlace {
  host: pulumi.Output<string>;
  readerHost: pulumi.Output<string>;
  /** @default the port of the engine */
  port?: number;
  /** Name of the database. */
  database: string;
  /** ARN of a secret with the keys `username` and `password`. */
  secretArn: pulumi.Output<string>;
  securityGroupId: pulumi.Output<string>;
  /** Ranges of the subnets that it is in. */
  cidrBlocks: pulumi.Output<string[]>;
}

/**
 * What a service gets that uses a database. No URL: it would contain the password, and with it the secret. A program makes it of
 * the variables, and encodes the password.
 */
export function databaseSource(
  name: string,
  engine: DatabaseEngine,
  place: DatabasePlace,
): DataSource & { secrets: NonNullable<DataSource["secrets"]>; endpoint: DataEndpoint } {
  const { host, readerHost, database, secretArn, securityGroupId, cidrBlocks } = place;
  const { port = databaseEngines[engine].port } = place;
  return {
    variables: {
      [dataVariable(name, "HOST")]: host,
      [dataVariable(name, "READER_HOST")]: readerHost,
      [dataVariable(name, "PORT")]: pulumi.output(String(port)),
      [dataVariable(name, "NAME")]: pulumi.output(database),
    },
    secrets: {
      [dataVariable(name, "USER")]: { secretArn, key: "username" },
      [dataVariable(name, "PASSWORD")]: { secretArn, key: "password" },
    },
    statements: [],
    endpoint: { name, securityGroupId, ports: [port], cidrBlocks },
  };
}
