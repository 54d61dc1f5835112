import type { Cluster } from "@pulumi/eks/cluster";
import type * as pulumi from "@pulumi/pulumi";
import { isOpenToInternet } from "../../facts/eks-control-plane";
import type { EksClusterArgs } from "./cluster-arguments";

/** The API of a cluster of EKS, where Step Functions can reach it. */
export interface ClusterApi {
  /** Its address. */
  endpoint: pulumi.Output<string>;
  /** The certificate of its authority, in Base64. */
  certificateAuthority: pulumi.Output<string>;
}

/** The API of a cluster, where it is open to the internet. */
export function openApi(
  { eksCluster }: Cluster,
  args: Pick<EksClusterArgs, "endpoint" | "endpointCidrs">,
): ClusterApi | undefined {
  return isOpenToInternet(args)
    ? { endpoint: eksCluster.endpoint, certificateAuthority: eksCluster.certificateAuthority.data }
    : undefined;
}

/** A cluster that Step Functions calls. */
export interface CalledCluster {
  name: string;
  api: ClusterApi;
}

/** The arguments of every state that calls a cluster. */
export function clusterArguments({ name, api }: CalledCluster): object {
  return { ClusterName: name, CertificateAuthority: api.certificateAuthority, Endpoint: api.endpoint };
}

/** A request to the API of Kubernetes. */
export interface KubernetesRequest {
  Method: "GET" | "POST" | "PUT" | "DELETE";
  Path: pulumi.Input<string>;
  QueryParameters?: Record<string, string[]>;
  RequestBody?: string;
}

/**
 * A state that calls the API of Kubernetes. No PATCH: Kubernetes tells kinds of patches by their content type, and Step Functions
 * can't be told which one to send.
 */
export function kubernetesCall(cluster: CalledCluster, request: KubernetesRequest): object {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::eks:call",
    Arguments: { ...clusterArguments(cluster), ...request },
  };
}
