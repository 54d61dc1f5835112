import * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../../../components/data-source";

export const databaseSecretArn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:db-AbCdEf";

/** Data that listens in the network, with a name and a password in one secret, as a database has. */
export function database(name = "db", port = 5432): DataSource {
  const secretArn = pulumi.output(databaseSecretArn);
  return {
    variables: { [`${name.toUpperCase()}_HOST`]: pulumi.output(`${name}.internal`) },
    statements: [],
    secrets: {
      [`${name.toUpperCase()}_USER`]: { secretArn, key: "username" },
      [`${name.toUpperCase()}_PASSWORD`]: { secretArn, key: "password" },
    },
    endpoint: {
      name,
      securityGroupId: pulumi.output(`sg-${name}`),
      ports: [port],
      cidrBlocks: pulumi.output(["10.0.0.0/20", "10.0.32.0/20"]),
    },
  };
}
