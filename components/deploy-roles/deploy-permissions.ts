import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { changeAlarms } from "./alarm-permissions";
import { changeBackups } from "./backup-permissions";
import { changeBatch, changeInstanceProfiles, createBatch } from "./batch-permissions";
import { changeAccessLogBuckets, changeDataBuckets } from "./bucket-permissions";
import { changeDistributions, createDistributions } from "./cloud-front-permissions";
import { changeFifoQueues, changeQueues, changeTables } from "./data-permissions";
import {
  changeDatabaseLogs,
  changeDatabasePasswords,
  changeDatabases,
  createDatabaseLogs,
  passMonitoringRoles,
} from "./database-permissions";
import { changeDomains } from "./domain-permissions";
import { changeEcs, changeScaling, changeScalingAlarms, createEcs } from "./ecs-permissions";
import { changeEks, createEks } from "./eks-permissions";
import { changeFunctions } from "./function-permissions";
import { changeInstances, createInstances, runInstances } from "./instance-permissions";
import { changeJobs, changeSchedules, createJobs } from "./job-permissions";
import { changeKeys, createKeys } from "./key-permissions";
import { changeLogs } from "./log-permissions";
import { changeNamespaces, createNamespaces } from "./namespace-permissions";
import {
  changeLoadBalancers,
  changeNetwork,
  deleteNetwork,
  deleteOfGuardDuty,
  usePrivateDns,
} from "./network-permissions";
import { changeAuthorities } from "./private-ca-permissions";
import { changeRepositories } from "./repository-permissions";
import { changeRoles, createServiceLinkedRoles, passRoles } from "./role-permissions";
import type { Scope } from "./scope";
import { changeSecrets } from "./secret-permissions";
import {
  changeAccessPoints,
  changeCaches,
  changeFileSystems,
  changeMountTargets,
} from "./storage-permissions";
import { changeTokenIssuers } from "./token-issuer-permissions";
import { changeWebAcls, logWebAcls } from "./web-acl-permissions";

/**
 * The policies for `pulumi up` and `pulumi destroy` of one stack, by area, since a managed policy has at most 6,144
 * characters. They name resources where names are known in advance, tags where they aren't, and are otherwise limited to the
 * stacks' regions.
 *
 * Jobs, functions, databases and distributions are where there is room. The names stay as they are: a role at its limit of policies has no
 * room for the old one and its replacement at once.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */
export function deployPolicies(
  scope: Scope,
  permissionsBoundaryArn?: pulumi.Input<string>,
  servicePolicies: readonly string[] = [],
  ofState: readonly aws.iam.PolicyStatement[] = [],
): Record<string, aws.iam.PolicyDocument> {
  return {
    "network-and-keys": document(
      changeNetwork(scope),
      usePrivateDns(scope),
      deleteNetwork(scope),
      deleteOfGuardDuty(scope),
      createKeys(scope),
      changeKeys(scope),
      ...changeDatabases(scope),
      createInstances(scope),
      changeInstances(scope),
      ...runInstances(scope),
      createServiceLinkedRoles(),
    ),
    "load-balancers": document(
      changeLoadBalancers(scope),
      ...changeDomains(scope),
      ...createNamespaces(scope),
    ),
    "registry-discovery-and-secrets": document(
      changeRepositories(scope),
      changeNamespaces(scope),
      changeSecrets(scope),
      ...changeFunctions(scope),
    ),
    ecs: document(
      createEcs(scope),
      changeEcs(scope),
      changeScaling(scope),
      changeScalingAlarms(scope),
      ...changeAuthorities(scope),
    ),
    eks: document(
      createEks(scope),
      changeEks(scope),
      createBatch(scope),
      changeBatch(scope),
      changeInstanceProfiles(scope),
    ),
    "web-acls": document(
      changeWebAcls(scope),
      ...logWebAcls(scope),
      ...changeAlarms(scope),
      ...changeBackups(scope),
    ),
    logs: document(changeLogs(scope), changeAccessLogBuckets(scope)),
    roles: document(...changeRoles(scope, permissionsBoundaryArn, servicePolicies), passRoles(scope)),
    // Little of its own, so that others fit in.
    state: document(
      ...ofState,
      createJobs(scope),
      changeJobs(scope),
      changeSchedules(scope),
      createDistributions(scope),
      changeDistributions(scope),
      changeDatabasePasswords(scope),
      createDatabaseLogs(scope),
      changeDatabaseLogs(scope),
      ...changeFifoQueues(scope),
      passMonitoringRoles(scope),
      ...changeTokenIssuers(scope),
    ),
  };
}

/**
 * What a role has besides, as an inline policy: its managed policies are at their limit. Of data that is reached by AWS APIs, and
 * of file systems and caches.
 */
export function dataPolicy(scope: Scope): aws.iam.PolicyDocument {
  return document(
    changeQueues(scope),
    changeTables(scope),
    changeDataBuckets(scope),
    changeFileSystems(scope),
    changeAccessPoints(scope),
    changeMountTargets(scope),
    changeCaches(scope),
  );
}

function document(...statements: aws.iam.PolicyStatement[]): aws.iam.PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}
