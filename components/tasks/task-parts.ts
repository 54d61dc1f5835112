import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import { dataSecrets } from "../data-source";
import { grantPermissions } from "../grant-permissions";
import { readSecretsStatements } from "../secret-permissions";
import { secretReferences, type WithSidecars } from "../sidecar";
import { mountedFileSystems } from "../volumes";
import { type ContainerSecret, containerSecrets } from "./container-secrets";
import type { LogDestination } from "./log-configuration";
import { createSecretEnvironment, readSecretEnvironment } from "./secret-environment";
import { agentRepositoryArn, executionRolePolicy, taskAssumeRolePolicy } from "./task-roles";

/** What the parts of a task are created from. */
export interface TaskPartsArgs {
  container: WithSidecars;
  /** What the task is of, such as "service web". */
  describedAs: string;
  /** Where it runs. */
  context: AwsContext;
  /** Whether GuardDuty adds its sidecar, whose image the execution role pulls. @default false */
  runtimeMonitoring?: boolean;
  /** ARN of the KMS key that encrypts the log group. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
  /** Further policies of the task role, by the ends of their names. @default none */
  policies?: Readonly<Record<string, (logGroupArn: pulumi.Input<string>) => aws.iam.PolicyDocument>>;
}

/** What a task needs besides its definition. */
export interface TaskParts {
  /** The role of the application. */
  readonly taskRole: aws.iam.Role;
  /** The role that ECS pulls the image, reads the secrets and writes the logs with. */
  readonly executionRole: aws.iam.Role;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly logs: LogDestination;
  /** Variables whose values ECS reads as a task starts. */
  readonly secrets: ContainerSecret[];
  /** Without which a task doesn't start or work: policies of both roles, and the mount targets of its file systems. */
  readonly needed: pulumi.Resource[];
}

/**
 * Creates a task's log group, its two roles and a secret for its secret variables, whatever starts it. Costs nothing itself but
 * $0.40 a month where there are secret variables.
 */
export function createTaskParts(
  name: string,
  args: TaskPartsArgs,
  options: pulumi.CustomResourceOptions,
): TaskParts {
  const { container, context, logKeyArn, describedAs, policies: further = {} } = args;
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    { retentionInDays: container.logs.retentionDays, kmsKeyId: logKeyArn },
    options,
  );
  const role = (roleName: string) =>
    new aws.iam.Role(
      roleName,
      { assumeRolePolicy: pulumi.jsonStringify(taskAssumeRolePolicy(context)) },
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
      { references: secretReferences(container), ofData: Object.values(ofData) },
      context,
    ),
    ...(secretEnvironment ? [readSecretEnvironment(secretEnvironment)] : []),
  ];
  const { permissions, sidecars = [] } = container;
  const pulled = [
    ...sidecars.map((sidecar) => sidecar.container.image.pullSource.repositoryArn),
    ...(args.runtimeMonitoring ? [agentRepositoryArn(context)] : []),
  ];
  const fileSystems = mountedFileSystems(container.volumes);
  const policies = [
    ...grantPermissions(
      name,
      { role: taskRole, permissions, uses: [...container.uses, ...fileSystems] },
      options,
    ),
    policy(
      `${name}-execution`,
      executionRole,
      executionRolePolicy(logGroup.arn, container.image.pullSource, readSecrets, pulled),
    ),
    ...Object.entries(further).map(([suffix, documentOf]) =>
      policy(`${name}-${suffix}`, taskRole, documentOf(logGroup.arn)),
    ),
  ];
  return {
    taskRole,
    executionRole,
    logGroup,
    logs: { group: logGroup.name, region: context.region },
    secrets: [...containerSecrets(container.secrets, ofData), ...(secretEnvironment?.containerSecrets ?? [])],
    needed: [...policies, ...fileSystems.flatMap(({ mountTargets }) => mountTargets)],
  };
}

type PolicyDocument = pulumi.Input<aws.iam.PolicyDocument>;
