import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope } from "./scope";

/** Clusters, instances, parameter groups, subnet groups and final snapshots, by their names; AWS's default groups, to use them. */
export function changeDatabases(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeDatabases",
    Effect: "Allow",
    Action: [
      "rds:AddTagsToResource",
      "rds:CreateDBCluster",
      "rds:CreateDBClusterParameterGroup",
      "rds:CreateDBClusterSnapshot",
      "rds:CreateDBInstance",
      "rds:CreateDBSubnetGroup",
      "rds:DeleteDBCluster",
      "rds:DeleteDBClusterParameterGroup",
      "rds:DeleteDBInstance",
      "rds:DeleteDBSubnetGroup",
      "rds:ModifyDBCluster",
      "rds:ModifyDBClusterParameterGroup",
      "rds:ModifyDBInstance",
      "rds:ModifyDBSubnetGroup",
      "rds:RemoveTagsFromResource",
    ],
    Resource: [...scope.components.map((component) => `${component}-*`), "default*"].map((name) =>
      regional(scope, "rds", `*:${name}`),
    ),
    Condition: { StringEquals: inRegions(scope) },
  };
}

/**
 * The secrets of the databases' passwords, whose names RDS chooses: it creates them in the caller's name. Never their values.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions
 */
export function changeDatabasePasswords(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeDatabasePasswords",
    Effect: "Allow",
    Action: [
      "secretsmanager:CancelRotateSecret",
      "secretsmanager:CreateSecret",
      "secretsmanager:DescribeSecret",
      "secretsmanager:RotateSecret",
      "secretsmanager:TagResource",
    ],
    Resource: regional(scope, "secretsmanager", "secret:rds!cluster-*"),
    Condition: { StringEquals: inRegions(scope) },
  };
}
