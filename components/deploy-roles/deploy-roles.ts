import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { permissionsToDeploy } from "./deploy-permissions";
import { permissionsToRead, refusalOfSecrets } from "./read-permissions";
import { refuseWrongArguments } from "./refusals";
import type { Scope } from "./scope";
import { permissionsToReadState, permissionsToWriteState, type StateBackend } from "./state-permissions";
import { audience, issuer, jobInEnvironment, runOnBranch, trustOf } from "./trust";

export type { StateBackend } from "./state-permissions";

/** Arguments of {@link DeployRoles}. */
export interface DeployRolesArgs {
  /**
   * The GitHub repository as its tokens name it: OWNER/NAME, or OWNER@OWNER-ID/NAME@NAME-ID where subjects are immutable,
   * as they are for repositories that were made, renamed or moved after 2026-07-15.
   * `gh api repos/OWNER/NAME/actions/oidc/customization/sub` tells.
   * https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   */
  repository: string;
  /** The branch whose runs may preview. Default: main. */
  branch?: string;
  /** Name of the Pulumi project that is deployed. */
  project: string;
  /** Names of the stacks. Each is deployed by jobs in the GitHub environment of the same name, and by nothing else. */
  stacks: string[];
  /** Regions that the stacks are in. */
  regions: string[];
  /**
   * Names of the stacks' components, services included: the names of what they make begin with them. A component that
   * isn't named here can't be deployed. At most 20, so that the policies stay within what IAM allows.
   */
  components: string[];
  /** The bucket that holds the state. Default: none, as with Pulumi Cloud. */
  state?: StateBackend;
  /**
   * ARN of the account's identity provider for GitHub, if there is one already: an account has room for only one. Default:
   * one is made.
   */
  identityProviderArn?: pulumi.Input<string>;
  /**
   * ARN of a policy that bounds every role the deploys make. The program then has to set it on each role, or deploys fail.
   * Default: none, which leaves the deploy roles able to give a service's role any permission.
   */
  permissionsBoundaryArn?: pulumi.Input<string>;
}

/** No token of GitHub's gives more than one hour, whatever a workflow asks for. */
const longestSessionSeconds = 3600;

/**
 * Who may do what from GitHub Actions, without a stored credential: an identity provider for GitHub, one role that
 * previews all stacks from a branch, and for each stack one role that deploys it from the environment of its name.
 * It belongs into a stack of its own that an administrator runs: no role here can change itself or another.
 *
 * Costs nothing.
 *
 * @throws pulumi.RunError that lists every argument that is refused, before anything is registered.
 */
export class DeployRoles extends pulumi.ComponentResource {
  /** ARN of the identity provider. */
  public readonly identityProviderArn: pulumi.Output<string>;
  /** Reads how all stacks are set up; changes nothing, and reads no secret of the account's. */
  public readonly previewRole: aws.iam.Role;
  /** Changes one stack each, by the stack's name. */
  public readonly deployRoles: Readonly<Record<string, aws.iam.Role>>;

  constructor(name: string, args: DeployRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongArguments(name, args);
    super("aws-containers:deploy-roles:DeployRoles", name, {}, opts);

    const scope = this.scopeOf(args);
    this.identityProviderArn = pulumi.output(args.identityProviderArn ?? this.makeIdentityProvider(name).arn);
    this.previewRole = this.makePreviewRole(name, args, scope);
    this.deployRoles = Object.fromEntries(
      args.stacks.map((stack) => [
        stack,
        this.makeDeployRole(name, args, { ...scope, stacks: [stack] }, stack),
      ]),
    );

    this.registerOutputs({
      previewRoleArn: this.previewRole.arn,
      deployRoleArns: Object.fromEntries(
        Object.entries(this.deployRoles).map(([stack, role]) => [stack, role.arn]),
      ),
    });
  }

  private scopeOf({ regions, project, stacks, components }: DeployRolesArgs): Scope {
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    return { partition, accountId, regions, project, stacks, components };
  }

  /** AWS checks GitHub's certificate against its own list of authorities, so that no thumbprint is needed. */
  private makeIdentityProvider(name: string): aws.iam.OpenIdConnectProvider {
    return new aws.iam.OpenIdConnectProvider(
      `${name}-github`,
      { url: `https://${issuer}`, clientIdLists: [audience] },
      { parent: this },
    );
  }

  private makePreviewRole(name: string, args: DeployRolesArgs, scope: Scope): aws.iam.Role {
    const roleName = `${name}-preview`;
    const role = this.makeRole(
      roleName,
      "Previews the stacks; changes nothing",
      runOnBranch(args.repository, args.branch ?? "main"),
    );
    this.grant(`${roleName}-read`, role, permissionsToRead(scope));
    this.grant(`${roleName}-no-secrets`, role, refusalOfSecrets());
    if (args.state) {
      this.grant(`${roleName}-state`, role, permissionsToReadState(args.state, args.project));
    }
    return role;
  }

  private makeDeployRole(name: string, args: DeployRolesArgs, scope: Scope, stack: string): aws.iam.Role {
    const roleName = `${name}-deploy-${stack}`;
    const role = this.makeRole(
      roleName,
      `Deploys ${args.project}/${stack}`,
      jobInEnvironment(args.repository, stack),
    );
    this.grant(`${roleName}-read`, role, permissionsToRead(scope));
    for (const [area, document] of Object.entries(permissionsToDeploy(scope, args.permissionsBoundaryArn))) {
      this.grant(`${roleName}-${area}`, role, document);
    }
    if (args.state) {
      this.grant(`${roleName}-state`, role, permissionsToWriteState(args.state, args.project, stack));
    }
    return role;
  }

  private makeRole(roleName: string, description: string, subject: string): aws.iam.Role {
    return new aws.iam.Role(
      roleName,
      {
        description,
        assumeRolePolicy: pulumi.jsonStringify(trustOf(this.identityProviderArn, subject)),
        maxSessionDuration: longestSessionSeconds,
      },
      { parent: this },
    );
  }

  /** Managed policies: those in a role itself may have 10,240 characters together, which is too few here. */
  private grant(policyName: string, role: aws.iam.Role, document: aws.iam.PolicyDocument): void {
    const policy = new aws.iam.Policy(
      policyName,
      { policy: pulumi.jsonStringify(document) },
      { parent: this },
    );
    new aws.iam.RolePolicyAttachment(
      policyName,
      { role: role.name, policyArn: policy.arn },
      { parent: this },
    );
  }
}
