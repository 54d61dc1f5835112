import type * as aws from "@pulumi/aws";
import { changeLogGroups } from "./log-group-actions";
import { inRegions, regional, type Scope, stackRolesOf, taggedAsStack } from "./scope";

/**
 * Clusters, instances, parameter groups and subnet groups, by the stacks' tags: their names would take more room than a policy
 * has. A cluster and its instances use default groups of AWS's as well, and a final snapshot has its tags only when it exists.
 */
export function changeDatabases(scope: Scope): aws.iam.PolicyStatement[] {
  const changes = [
    "rds:AddTagsToResource",
    "rds:CreateDBClusterSnapshot",
    "rds:DeleteDBCluster",
    "rds:DeleteDBClusterParameterGroup",
    "rds:DeleteDBInstance",
    "rds:DeleteDBSubnetGroup",
    "rds:ModifyDBCluster",
    "rds:ModifyDBClusterParameterGroup",
    "rds:ModifyDBInstance",
    "rds:ModifyDBSubnetGroup",
    "rds:RemoveTagsFromResource",
  ];
  return [
    {
      Sid: "CreateDatabases",
      Effect: "Allow",
      Action: [
        "rds:AddTagsToResource",
        "rds:CreateDBCluster",
        "rds:CreateDBClusterParameterGroup",
        "rds:CreateDBInstance",
        "rds:CreateDBSubnetGroup",
      ],
      Resource: regional(scope, "rds", "*"),
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      Sid: "ChangeDatabases",
      Effect: "Allow",
      Action: changes,
      Resource: regional(scope, "rds", "*"),
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
    },
    {
      Sid: "TakeFinalSnapshots",
      Effect: "Allow",
      Action: ["rds:CreateDBClusterSnapshot", "rds:DeleteDBCluster"],
      Resource: regional(scope, "rds", "cluster-snapshot:*-final"),
      Condition: { StringEquals: inRegions(scope) },
    },
  ];
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

/** Passes the roles of Enhanced Monitoring to RDS. */
export function passMonitoringRoles(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "PassMonitoringRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: stackRolesOf(scope),
    Condition: { StringEquals: { "iam:PassedToService": "monitoring.rds.amazonaws.com" } },
  };
}

/** The log groups of databases, which have their clusters' names in the middle of theirs: by the stacks' tags. */
function databaseLogsOf(scope: Scope) {
  return regional(scope, "logs", "log-group:/aws/rds/cluster/*");
}

/** Creates the log groups of databases. */
export function createDatabaseLogs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateDatabaseLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogGroup", "logs:TagResource"],
    Resource: databaseLogsOf(scope),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
  };
}

/** Changes and deletes the log groups of databases. */
export function changeDatabaseLogs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeDatabaseLogs",
    Effect: "Allow",
    Action: changeLogGroups.filter((action) => action !== "logs:CreateLogGroup"),
    Resource: databaseLogsOf(scope),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}
