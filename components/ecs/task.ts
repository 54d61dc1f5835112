import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataSecrets } from "../data-source";
import { grantPermissions } from "../grant-permissions";
import { readSecretsStatements } from "../secret-permissions";
import type { WithSidecars } from "../sidecar";
import { mountedFileSystems } from "../volumes";
import type { EcsCluster } from "./cluster";
import type { ContainerParts, LogDestination } from "./container";
import { containerSecrets } from "../tasks/container-secrets";
import { createSecretEnvironment, readSecretEnvironment } from "../tasks/secret-environment";
import { createTaskDefinition } from "./task-definition";
import { execPolicy, executionRolePolicy, protectionPolicy, taskAssumeRolePolicy } from "../tasks/task-roles";

/** What a task on Fargate is made from. */
export interface TaskArgs extends Pick<ContainerParts, "listener" | "variables"> {
  container: WithSidecars;
  /** What the task is of, such as "service web". */
  describedAs: string;
  /** The cluster that it runs in. */
  cluster: Pick<EcsCluster, "name" | "context">;
  /** Whether the container may protect its task from being stopped as the service scales in. @default false */
  protection?: boolean | undefined;
  /** Whether people may open a shell in the container with ECS Exec. @default false */
  exec?: boolean | undefined;
  /** ARN of the KMS key that encrypts the log group. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
}

/** What runs as a task on Fargate, of a service or a job. */
export interface Task {
  readonly definition: aws.ecs.TaskDefinition;
  /** The role of the application. */
  readonly taskRole: aws.iam.Role;
  /** The role that Fargate pulls the image and writes the logs with. */
  readonly executionRole: aws.iam.Role;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly logs: LogDestination;
  /** Without which a task doesn't start or work: policies of both roles, and the mount targets of its file systems. */
  readonly needed: pulumi.Resource[];
}

/**
 * Creates the task definition of a container with its log group, its two roles and a secret for its secret variables. Costs
 * nothing itself but $0.40 a month where there are secret variables.
 */
export function createTask(name: string, args: TaskArgs, options: pulumi.CustomResourceOptions): Task {
  const { container, cluster, exec = false, protection = false, logKeyArn, describedAs, ...parts } = args;
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    { retentionInDays: container.logs.retentionDays, kmsKeyId: logKeyArn },
    options,
  );
  const role = (roleName: string) =>
    new aws.iam.Role(
      roleName,
      { assumeRolePolicy: pulumi.jsonStringify(taskAssumeRolePolicy(cluster.context)) },
      options,
    );
  const executionRole = role(`${name}-execution`);
  const taskRole = role(`${name}-task`);
  const policy = (policyName: string, { name: role }: aws.iam.Role, document: PolicyDocument) =>
    new aws.iam.RolePolicy(policyName, { role, policy: pulumi.jsonStringify(document) }, options);

  const secretEnvironment = createSecretEnvironment(
    name,
    { values: container.secretEnvironment, describedAs },
    options,
  );
  const ofData = dataSecrets(container.uses);
  const readSecrets = [
    ...readSecretsStatements(
      { references: Object.values(container.secrets), ofData: Object.values(ofData) },
      cluster.context,
    ),
    ...(secretEnvironment ? [readSecretEnvironment(secretEnvironment)] : []),
  ];
  const { permissions } = container;
  const fileSystems = mountedFileSystems(container.volumes);
  const uses = [...container.uses, ...fileSystems];
  const policies = [
    ...grantPermissions(name, { role: taskRole, permissions, uses }, options),
    policy(
      `${name}-execution`,
      executionRole,
      executionRolePolicy(logGroup.arn, container.image.pullSource, readSecrets, pulledBySidecars(container)),
    ),
    ...(exec ? [policy(`${name}-exec`, taskRole, execPolicy(logGroup.arn))] : []),
    ...(protection ? [policy(`${name}-protection`, taskRole, protectionPolicy(cluster))] : []),
  ];

  const logs = { group: logGroup.name, region: cluster.context.region };
  const secrets = [
    ...containerSecrets(container.secrets, ofData),
    ...(secretEnvironment?.containerSecrets ?? []),
  ];
  const definition = createTaskDefinition(
    name,
    { ...parts, container, family: cluster.name, executionRole, taskRole, logs, exec, secrets },
    options,
  );
  const needed = [...policies, ...fileSystems.flatMap(({ mountTargets }) => mountTargets)];
  return { definition, taskRole, executionRole, logGroup, logs, needed };
}

type PolicyDocument = pulumi.Input<aws.iam.PolicyDocument>;

/** The private repositories of a container's sidecars. */
function pulledBySidecars({ sidecars = [] }: WithSidecars): pulumi.Input<string | undefined>[] {
  return sidecars.map(({ container }) => container.image.pullSource.repositoryArn);
}
