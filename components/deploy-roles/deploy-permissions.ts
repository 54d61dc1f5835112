import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { changeAlarms } from "./alarm-permissions";
import { changeBackups } from "./backup-permissions";
import { changeBatch, changeInstanceProfiles, createBatch } from "./batch-permissions";
import { changeAccessLogBuckets, changeDataBuckets } from "./bucket-permissions";
import { changeDistributions, createDistributions, deliverLogs } from "./cloud-front-permissions";
import { changeFifoQueues, changeQueues, changeTables } from "./data-permissions";
import {
  changeDatabaseLogs,
  changeDatabasePasswords,
  changeDatabases,
  createDatabaseLogs,
  passMonitoringRoles,
} from "./database-permissions";
import { changeDomains } from "./domain-permissions";
import { changeFunctions } from "./function-permissions";
import { changeInstances, createInstances, runInstances } from "./instance-permissions";
import { changeJobs, changeSchedules, createJobs } from "./job-permissions";
import { changeKeys, createKeys } from "./key-permissions";
import { changeLogGroups } from "./log-group-actions";
import { changeNamespaces } from "./namespace-permissions";
import {
  changeLoadBalancers,
  changeNetwork,
  deleteNetwork,
  deleteOfGuardDuty,
  usePrivateDns,
} from "./network-permissions";
import { changeRoles, createServiceLinkedRoles, passRoles } from "./role-permissions";
import { appendedDigits, clusterNamesOf, inRegions, regional, type Scope } from "./scope";
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
    "load-balancers": document(changeLoadBalancers(scope), ...changeDomains(scope)),
    "registry-discovery-and-secrets": document(
      changeRepositories(scope),
      ...changeNamespaces(scope),
      changeSecrets(scope),
      ...changeFunctions(scope),
    ),
    ecs: document(createEcs(scope), changeEcs(scope), changeScaling(scope), changeScalingAlarms(scope)),
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

/** Creates, pushes to and deletes repositories. Settings of the account's whole registry are left to its administrator. */
function changeRepositories(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeRepositories",
    Effect: "Allow",
    Action: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:CreateRepository",
      "ecr:DeleteLifecyclePolicy",
      "ecr:DeleteRepository",
      "ecr:DeleteRepositoryPolicy",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:PutImageScanningConfiguration",
      "ecr:PutImageTagMutability",
      "ecr:PutLifecyclePolicy",
      "ecr:SetRepositoryPolicy",
      "ecr:TagResource",
      "ecr:UntagResource",
      "ecr:UploadLayerPart",
    ],
    Resource: scope.components.map((component) => regional(scope, "ecr", `repository/${component}-*`)),
    Condition: { StringEquals: inRegions(scope) },
  };
}

/** Actions that AWS can't limit to a resource. */
function createEcs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateEcs",
    Effect: "Allow",
    Action: ["ecs:CreateCluster", "ecs:DeregisterTaskDefinition", "ecs:RegisterTaskDefinition"],
    Resource: "*",
    Condition: { StringEquals: inRegions(scope) },
  };
}

/** An action that AWS can't limit to a resource. */
function createEks(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateEks",
    Effect: "Allow",
    Action: "eks:CreateCluster",
    Resource: "*",
    Condition: { StringEquals: inRegions(scope) },
  };
}

function changeEcs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeEcs",
    Effect: "Allow",
    Action: [
      "ecs:CreateService",
      "ecs:DeleteCluster",
      "ecs:DeleteService",
      "ecs:PutClusterCapacityProviders",
      "ecs:StopServiceDeployment",
      "ecs:TagResource",
      "ecs:UntagResource",
      "ecs:UpdateCluster",
      "ecs:UpdateClusterSettings",
      "ecs:UpdateService",
    ],
    Resource: [
      ...scope.components.flatMap((component) => [
        regional(scope, "ecs", `cluster/${component}-*`),
        regional(scope, "ecs", `service/${component}-*`),
        regional(scope, "ecs", `task-definition/${component}-*`),
      ]),
      regional(scope, "ecs", `service-deployment/*-cluster-${appendedDigits}/*`),
    ],
    Condition: { StringEquals: inRegions(scope) },
  };
}

function changeEks(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeEks",
    Effect: "Allow",
    Action: [
      "eks:AssociateAccessPolicy",
      "eks:AssociateEncryptionConfig",
      "eks:CreateAccessEntry",
      "eks:CreateAddon",
      "eks:CreateFargateProfile",
      "eks:CreateNodegroup",
      "eks:CreatePodIdentityAssociation",
      "eks:DeleteAccessEntry",
      "eks:DeleteAddon",
      "eks:DeleteCluster",
      "eks:DeleteFargateProfile",
      "eks:DeleteNodegroup",
      "eks:DeletePodIdentityAssociation",
      "eks:DisassociateAccessPolicy",
      "eks:TagResource",
      "eks:UntagResource",
      "eks:UpdateAccessEntry",
      "eks:UpdateAddon",
      "eks:UpdateClusterConfig",
      "eks:UpdateClusterVersion",
      "eks:UpdateNodegroupConfig",
      "eks:UpdateNodegroupVersion",
      "eks:UpdatePodIdentityAssociation",
    ],
    Resource: clusterNamesOf(scope).flatMap((name) => [
      regional(scope, "eks", `cluster/${name}`),
      regional(scope, "eks", `addon/${name}/*`),
      regional(scope, "eks", `access-entry/${name}/*`),
      regional(scope, "eks", `fargateprofile/${name}/*`),
      regional(scope, "eks", `nodegroup/${name}/*`),
      regional(scope, "eks", `podidentityassociation/${name}/*`),
    ]),
    Condition: { StringEquals: inRegions(scope) },
  };
}

function changeScaling(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeScaling",
    Effect: "Allow",
    Action: [
      "application-autoscaling:DeleteScalingPolicy",
      "application-autoscaling:DeleteScheduledAction",
      "application-autoscaling:DeregisterScalableTarget",
      "application-autoscaling:PutScalingPolicy",
      "application-autoscaling:PutScheduledAction",
      "application-autoscaling:RegisterScalableTarget",
      "application-autoscaling:TagResource",
      "application-autoscaling:UntagResource",
    ],
    Resource: regional(scope, "application-autoscaling", "scalable-target/*"),
    Condition: { StringEquals: inRegions(scope) },
  };
}

/**
 * The alarms of target tracking: Application Auto Scaling manages them in the caller's name. The names say which cluster.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html
 */
function changeScalingAlarms(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeScalingAlarms",
    Effect: "Allow",
    Action: ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"],
    Resource: regional(scope, "cloudwatch", "alarm:TargetTracking-service/*"),
    Condition: { StringEquals: inRegions(scope) },
  };
}

/** Log groups, and sources and destinations of log delivery, by their names. */
function changeLogs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeLogs",
    Effect: "Allow",
    Action: [
      ...changeLogGroups,
      ...deliverLogs,
      // Of the audit log of an EKS cluster, for alarms of failed jobs, and for jobs after others.
      "logs:DeleteMetricFilter",
      "logs:DeleteSubscriptionFilter",
      "logs:PutMetricFilter",
      "logs:PutSubscriptionFilter",
    ].sort(),
    Resource: [
      "delivery:*",
      ...scope.components.map((component) => `*:${component}-*`),
      ...clusterNamesOf(scope).flatMap((name) => [
        `log-group:/aws/containerinsights/${name}/*`,
        `log-group:/aws/eks/${name}/*`,
      ]),
    ].map((name) => regional(scope, "logs", name)),
    Condition: { StringEquals: inRegions(scope) },
  };
}
