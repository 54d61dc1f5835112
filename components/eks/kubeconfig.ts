import * as pulumi from "@pulumi/pulumi";

/** AWS credentials of a Kubernetes client. */
export interface ClientCredentials {
  /** Named profile of the AWS configuration. @default the environment's credentials */
  profileName?: pulumi.Input<string>;
  /** ARN of a role to assume. @default none */
  roleArn?: pulumi.Input<string>;
}

/** The part of a kubeconfig that gets tokens. */
interface Kubeconfig {
  users: { user: { exec: { args: string[] } } }[];
}

/** A kubeconfig that gets its tokens with these credentials, which eks.Cluster leaves out of the one that it returns. */
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
