import type * as pulumi from "@pulumi/pulumi";
import { certificateAuthorityArn as arn, certificateAuthorityArnForm } from "../../facts/private-ca";
import type { AwsContext } from "../aws-context";
import type { CallGraph } from "../calls";
import { validatePattern } from "../invalid-arguments";

/** How the proxies of Service Connect speak to one another. */
export interface CallEncryption {
  /**
   * Whether the proxies of services that call one another encrypt what is between them, with TLS 1.3: $0.40 a month for each called
   * service, whose certificate is in a secret. Changed on services that run, calls may fail until both sides are deployed.
   * @default false
   */
  tls?: boolean;
  /**
   * ARN of the CA of AWS Private CA that issues the certificates, in the region of the services and tagged `AmazonECSManaged` `true`.
   * With `tls` only. @default a root CA of the cluster's own, for short-lived certificates, $50 a month
   */
  certificateAuthorityArn?: pulumi.Input<string> | undefined;
}

/** Arguments of {@link ServiceConnect}. */
export interface ServiceConnectArgs extends CallEncryption {
  /** Name of the namespace, unique in account and region: the cluster's. */
  namespace: pulumi.Input<string>;
  /** The services of the cluster, by name. */
  services: CallGraph;
  /** Id of the VPC, where a called service receives datagrams. @default none of them does */
  vpcId?: pulumi.Input<string> | undefined;
  /** Where the services are. */
  context: AwsContext;
}

/** Validates the encryption of calls. */
export function validateCallEncryption(
  argument: string,
  { tls = false, certificateAuthorityArn }: CallEncryption,
): string[] {
  if (certificateAuthorityArn === undefined) return [];
  if (!tls) {
    return [`${argument}.certificateAuthorityArn has no effect without ${argument}.tls: must be left out`];
  }
  const known = typeof certificateAuthorityArn === "string" ? certificateAuthorityArn : undefined;
  return validatePattern(`${argument}.certificateAuthorityArn`, known, arn, certificateAuthorityArnForm);
}
