import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { iamLimits, sessionSeconds } from "../../facts/iam-limits";
import { awsContextOf } from "../aws-context";
import { assertValidArguments } from "../invalid-arguments";
import { readSecretsStatements } from "../secret-permissions";
import { dataPolicy, deployPolicies } from "./deploy-permissions";
import { type DeployRolesArgs, defaultClusters, validateDeployRoles } from "./deploy-roles-arguments";
import { fittedPolicies } from "./fitted-policies";
import { denySecretsPolicy, readPolicy } from "./read-permissions";
import type { Scope } from "./scope";
import { readStatePolicy, writeState } from "./state-permissions";
import { audience, branchSubject, environmentSubject, gitHubAssumeRolePolicy, issuer } from "./trust";

/**
 * The IAM roles of GitHub Actions, without stored credentials: an identity provider for GitHub, one role that previews all
 * stacks from a branch, and per stack one role that deploys it from the environment of its name. Deploy it as a stack of its
 * own, as an administrator: no role here can change itself or another.
 *
 * Costs nothing.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class DeployRoles extends pulumi.ComponentResource {
  /** ARN of the identity provider. */
  public readonly identityProviderArn: pulumi.Output<string>;
  /** Reads the configuration of all stacks' resources; changes nothing, and reads no secret of the account. */
  public readonly previewRole: aws.iam.Role;
  /** The roles that deploy one stack each, by the stack's name. */
  public readonly deployRoles: Readonly<Record<string, aws.iam.Role>>;

  constructor(name: string, args: DeployRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("DeployRoles", name, validateDeployRoles(args));
    super("aws-containers:deploy-roles:DeployRoles", name, {}, opts);

    const scope = this.scopeOf(args);
    this.identityProviderArn = pulumi.output(
      args.identityProviderArn ?? this.createIdentityProvider(name).arn,
    );
    this.previewRole = this.createPreviewRole(name, args, scope);
    this.deployRoles = Object.fromEntries(
      args.stacks.map((stack) => [
        stack,
        this.createDeployRole(name, args, { ...scope, stacks: [stack] }, stack),
      ]),
    );

    this.registerOutputs({
      previewRoleArn: this.previewRole.arn,
      deployRoleArns: Object.fromEntries(
        Object.entries(this.deployRoles).map(([stack, role]) => [stack, role.arn]),
      ),
    });
  }

  private scopeOf(args: DeployRolesArgs): Scope {
    const { partition, accountId } = awsContextOf(this);
    const { regions, project, stacks, components, clusters = defaultClusters, hostedZoneIds = [] } = args;
    return { partition, accountId, regions, project, stacks, components, clusters, hostedZoneIds };
  }

  /** AWS verifies GitHub's certificate against its own list of authorities, so that it needs no thumbprint. */
  private createIdentityProvider(name: string): aws.iam.OpenIdConnectProvider {
    return new aws.iam.OpenIdConnectProvider(
      `${name}-github`,
      { url: `https://${issuer}`, clientIdLists: [audience] },
      { parent: this },
    );
  }

  private createPreviewRole(name: string, args: DeployRolesArgs, scope: Scope): aws.iam.Role {
    const roleName = `${name}-preview`;
    const role = this.createRole(
      roleName,
      "Previews the stacks; changes nothing",
      branchSubject(args.repository, args.branch ?? "main"),
      sessionSeconds.preview,
    );
    const { state, clientSecrets, project } = args;
    this.attachPolicies(roleName, role, {
      read: readPolicy(scope),
      "no-secrets": denySecretsPolicy(clientSecrets),
      ...(state && { state: readStatePolicy(state, project) }),
    });
    this.allowClientSecrets(roleName, role, this.clientSecretsPolicy(args));
    return role;
  }

  private createDeployRole(name: string, args: DeployRolesArgs, scope: Scope, stack: string): aws.iam.Role {
    const roleName = `${name}-deploy-${stack}`;
    const role = this.createRole(
      roleName,
      `Deploys ${args.project}/${stack}`,
      environmentSubject(args.repository, stack),
      sessionSeconds.deploy,
    );
    const { permissionsBoundaryArn, servicePolicies, project, reads } = args;
    const ofState = args.state ? writeState(args.state, project, stack, reads) : [];
    const secrets = this.clientSecretsPolicy(args);
    this.attachPolicies(
      roleName,
      role,
      { read: readPolicy(scope), ...deployPolicies(scope, permissionsBoundaryArn, servicePolicies, ofState) },
      { data: dataPolicy(scope) },
      secrets,
    );
    this.allowClientSecrets(roleName, role, secrets);
    return role;
  }

  private clientSecretsPolicy({ clientSecrets = [] }: DeployRolesArgs): aws.iam.PolicyDocument | undefined {
    return clientSecrets.length === 0
      ? undefined
      : {
          Version: "2012-10-17",
          Statement: readSecretsStatements({ references: clientSecrets }, awsContextOf(this)),
        };
  }

  /** A preview needs them too: it compares the listener rules with what they would be. */
  private allowClientSecrets(
    roleName: string,
    role: aws.iam.Role,
    document: aws.iam.PolicyDocument | undefined,
  ): void {
    if (document) this.addInlinePolicy(`${roleName}-client-secrets`, role, pulumi.jsonStringify(document));
  }

  private createRole(
    roleName: string,
    description: string,
    subject: string,
    maxSessionDuration: number,
  ): aws.iam.Role {
    return new aws.iam.Role(
      roleName,
      {
        description,
        // Outside of every stack's path: these roles must not change themselves.
        path: "/",
        assumeRolePolicy: pulumi.jsonStringify(gitHubAssumeRolePolicy(this.identityProviderArn, subject)),
        maxSessionDuration,
      },
      { parent: this },
    );
  }

  /**
   * Attaches managed policies, and adds inline ones for what these, ten at most, have no room for: inline policies of a role have
   * 10,240 characters in all, of which `besides` takes its part.
   */
  private attachPolicies(
    roleName: string,
    role: aws.iam.Role,
    managed: Readonly<Record<string, aws.iam.PolicyDocument>>,
    inline: Readonly<Record<string, aws.iam.PolicyDocument>> = {},
    besides?: aws.iam.PolicyDocument,
  ): void {
    const taken = besides ? pulumi.jsonStringify(besides).apply(({ length }) => length) : 0;
    const inlineRoom = pulumi.output(taken).apply((length) => iamLimits.inlinePoliciesLength - length);
    const withRoom = (documents: typeof managed, room: pulumi.Input<number>) =>
      Object.entries(documents).map(([area, document]) => [area, { document, room }]);
    const texts = fittedPolicies(
      roleName,
      Object.fromEntries([
        ...withRoom(managed, iamLimits.managedPolicyLength),
        ...withRoom(inline, inlineRoom),
      ]),
    );
    for (const [area, text] of Object.entries(texts)) {
      if (area in inline) this.addInlinePolicy(`${roleName}-${area}`, role, text);
      else this.attachPolicy(`${roleName}-${area}`, role, text);
    }
  }

  private addInlinePolicy(policyName: string, role: aws.iam.Role, policy: pulumi.Input<string>): void {
    new aws.iam.RolePolicy(policyName, { role: role.name, policy }, { parent: this });
  }

  private attachPolicy(policyName: string, role: aws.iam.Role, text: pulumi.Input<string>): void {
    const policy = new aws.iam.Policy(policyName, { policy: text }, { parent: this });
    new aws.iam.RolePolicyAttachment(
      policyName,
      { role: role.name, policyArn: policy.arn },
      { parent: this },
    );
  }
}
