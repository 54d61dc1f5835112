import * as pulumi from "@pulumi/pulumi";

/** Whose AWS credentials a Kubernetes client uses. */
export interface ClientCredentials {
  /** Named profile of the AWS configuration. Default: the environment's credentials. */
  profileName?: pulumi.Input<string>;
  /** ARN of a role to assume. Default: none. */
  roleArn?: pulumi.Input<string>;
}

/** The part of a kubeconfig that says how a token is got. */
interface Kubeconfig {
  users: { user: { exec: { args: string[] } } }[];
}

/**
 * A kubeconfig whose tokens are got with these credentials. eks.Cluster has them for its own use, but leaves
 * them out of the kubeconfig that it hands out.
 */
export function withCredentials(
  kubeconfig: pulumi.Output<string>,
  credentials: ClientCredentials | undefined,
): pulumi.Output<string> {
  if (credentials === undefined) return kubeconfig;
  return pulumi.all([kubeconfig, credentials]).apply(([json, { profileName, roleArn }]) => {
    const config: Kubeconfig = JSON.parse(json);
    for (const { user } of config.users) {
      user.exec.args.push(
        ...(roleArn ? ["--role-arn", roleArn] : []),
        ...(profileName ? ["--profile", profileName] : []),
      );
    }
    return JSON.stringify(config);
  });
}
