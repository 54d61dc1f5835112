import type * as aws from "@pulumi/aws";
import type { Cluster } from "@pulumi/eks/cluster";
import type * as pulumi from "@pulumi/pulumi";
import { isOpenToInternet } from "../../facts/eks-control-plane";
import { defaultRetentionDays } from "../../facts/log-retention";
import { ApiFunction } from "./api-function";
import type { EksClusterArgs, NodeRequirements } from "./cluster-arguments";
import type { ExistingClusterArgs } from "./existing-cluster-arguments";

/** How Step Functions and functions call the API of a cluster of EKS. */
export interface ClusterApi {
  /** Its address. */
  endpoint: pulumi.Output<string>;
  /** The certificate of its authority, in Base64. */
  certificateAuthority: pulumi.Output<string>;
  /** What calls it from the VPC; undefined where Step Functions reaches it itself. */
  fromVpc?: Pick<ApiFunction, "lambda" | "group" | "ready"> | undefined;
}

/** Whether something calls the API for a service or a job: on an event, as its secrets rotate, or for the messages of its queue. */
function isCalledFor({ on, restartOnRotation = false, scaling }: NodeRequirements): boolean {
  return on !== undefined || restartOnRotation || scaling?.backlog !== undefined;
}

/**
 * How Step Functions calls the API of a cluster of the stack's own: itself, where it is open to the internet; otherwise by a function in
 * the VPC, where one of the services needs it, or self-managed nodes are drained.
 */
export function createClusterApi(
  name: string,
  { eksCluster, clusterSecurityGroupId }: Cluster,
  args: Omit<EksClusterArgs, "clusterName"> & { clusterName: pulumi.Output<string> },
  options: pulumi.ComponentResourceOptions,
): ClusterApi | undefined {
  const { endpoint } = eksCluster;
  const certificateAuthority = eksCluster.certificateAuthority.data;
  if (isOpenToInternet(args)) return { endpoint, certificateAuthority };
  if (args.compute !== "self-managed" && !args.services.some(isCalledFor)) return undefined;
  const { clusterName, network, logRetentionDays = 7, logKeyArn } = args;
  const fromVpc = new ApiFunction(
    `${name}-api-calls`,
    {
      clusterName,
      endpoint,
      certificateAuthority,
      clusterSecurityGroupId,
      network,
      hasPrivateAddresses: args.endpoint !== "public",
      retentionDays: logRetentionDays,
      logKeyArn,
    },
    options,
  );
  return { endpoint, certificateAuthority, fromVpc };
}

/**
 * How Step Functions calls the API of a cluster of EKS that is there already: itself, or by a function in the cluster's subnets, whose
 * security group then lets the function in, where one of the services needs it.
 */
export function createExistingApi(
  name: string,
  cluster: pulumi.Output<aws.eks.GetClusterResult>,
  { existing, services, logKeyArn }: Pick<ExistingClusterArgs, "existing" | "services" | "logKeyArn">,
  options: pulumi.ComponentResourceOptions,
): ClusterApi {
  const { endpoint, name: clusterName, vpcConfig } = cluster;
  const certificateAuthority = cluster.apply(({ certificateAuthorities: [first] }) => first?.data ?? "");
  if (existing.endpoint !== "private" || !services.some(isCalledFor)) {
    return { endpoint, certificateAuthority };
  }
  const fromVpc = new ApiFunction(
    `${name}-api-calls`,
    {
      clusterName,
      endpoint,
      certificateAuthority,
      clusterSecurityGroupId: vpcConfig.clusterSecurityGroupId,
      network: { vpcId: vpcConfig.vpcId, workloadSubnetIds: vpcConfig.subnetIds },
      hasPrivateAddresses: true,
      retentionDays: defaultRetentionDays,
      logKeyArn,
    },
    options,
  );
  return { endpoint, certificateAuthority, fromVpc };
}

/** A cluster that Step Functions calls. */
export interface CalledCluster {
  name: string;
  api: ClusterApi;
}

/** A request to the API of Kubernetes. */
export interface KubernetesRequest {
  Method: "GET" | "POST" | "PUT" | "DELETE";
  Path: pulumi.Input<string>;
  QueryParameters?: Record<string, string[]>;
  RequestBody?: string;
}

/**
 * A state that calls the API of Kubernetes; one that fails has the error `EKS.` with the status. No PATCH: Kubernetes tells kinds of
 * patches by their content type, and Step Functions can't be told which one to send.
 */
export function kubernetesCall({ name, api }: CalledCluster, request: KubernetesRequest): object {
  const { endpoint, certificateAuthority, fromVpc } = api;
  return fromVpc
    ? {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Arguments: { FunctionName: fromVpc.lambda.arn, Payload: request },
      }
    : {
        Type: "Task",
        Resource: "arn:aws:states:::eks:call",
        Arguments: {
          ClusterName: name,
          CertificateAuthority: certificateAuthority,
          Endpoint: endpoint,
          ...request,
        },
      };
}

/** The answer to such a call, in the JSONata of its state. */
export function answerOf({ api }: CalledCluster): string {
  return `$states.result.${api.fromVpc ? "Payload." : ""}ResponseBody`;
}

/** What the role of a state machine with such calls needs in AWS. */
export function callStatements({ api }: Pick<CalledCluster, "api">): aws.iam.PolicyStatement[] {
  if (!api.fromVpc) return [];
  const { arn } = api.fromVpc.lambda;
  return [{ Sid: "CallCluster", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn }];
}
