import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type ClientCredentials, withCredentials } from "./kubeconfig";

/**
 * Creates the provider that applies Kubernetes objects to a cluster, with server-side apply, which detects fields that others
 * manage. deleteUnreachable stays off: a destroy from outside of endpointCidrs would drop the Ingress from the state and leave its
 * load balancer behind, which then blocks the network's deletion. Where the cluster no longer exists, set
 * PULUMI_K8S_DELETE_UNREACHABLE=true.
 *
 * It depends on the administrators' access and on the ranges that reach a private endpoint, so that a destroy revokes them only
 * after the last object.
 */
export function createKubernetesProvider(
  name: string,
  args: {
    kubeconfig: pulumi.Output<string>;
    credentials: ClientCredentials | undefined;
    /** What gives access to the cluster's API. */
    dependsOn: pulumi.Resource[];
  },
  options: pulumi.ResourceOptions,
): k8s.Provider {
  return new k8s.Provider(
    `${name}-kubernetes`,
    { kubeconfig: withCredentials(args.kubeconfig, args.credentials), enableServerSideApply: true },
    { ...options, dependsOn: args.dependsOn },
  );
}
