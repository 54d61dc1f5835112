import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { ExistingClusterDescription } from "../../../components/eks";
import { clusterNamePattern, existingEndpoints } from "../../../facts/eks-control-plane";
import { oidcProviderArn } from "../../../facts/identifiers";
import { dnsSubdomain, ownNamespace } from "../../../facts/kubernetes-names";
import { vpcLimits } from "../../../facts/vpc-limits";
import type { StackContext } from "../../section";
import { boolean, choice, integer, object, record, secretable, string } from "../../toolkit/kinds";
import { formatPath } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { annotationKey } from "./annotation-key";
import { existingGatewaySchema, validateGateway } from "./existing-gateway";

/** A cluster that is there already. */
export const existingSchema = object(
  {
    name: string(
      clusterNamePattern,
      "the name of a cluster of EKS",
      "Name of a cluster of EKS in the stack's account and region, whose access entries have the role that deploys. Pods get " +
        "roles by its Pod Identity agent, or by oidcProviderArn.",
    ),
    endpoint: choice(
      existingEndpoints,
      "From where the API of the cluster of EKS is reached. private: in its VPC alone, where `pulumi up` must run, and a function in " +
        "the cluster's subnets calls it for jobs with `on`, workers that are scaled on messages, and `restartOnRotation`; choose it too " +
        "where only some addresses reach a public one. Default: public.",
    ),
    kubeconfig: secretable(
      string(
        /^[^\0]{1,100000}$/,
        "a kubeconfig, as YAML or JSON",
        "Kubeconfig of any other cluster, such as EKS Anywhere, kind or k3s. Secret. Its pods get roles of AWS by oidcProviderArn alone.",
      ),
    ),
    context: string(
      /^\S{1,253}$/,
      "the name of a context",
      "Context of the kubeconfig; without one, of that of the machine that deploys. Default: its current context.",
    ),
    namespace: string(
      ownNamespace,
      "a DNS label that isn't Kubernetes' own",
      "Namespace that the stack creates for its services. Another one replaces every object. Default: project and stack, such as " +
        "shop-dev.",
    ),
    ingressClass: string(
      dnsSubdomain,
      "the name of an IngressClass, such as nginx",
      "IngressClass of the controller that the cluster has. Required where a service is public, unless gatewayClass or gateway is set.",
    ),
    ingressAnnotations: record(
      annotationKey,
      string(/^[^\0]{0,10000}$/, "a text in quotes", "Value of the annotation."),
      "Annotations of the Ingress, for that controller. Default: none.",
    ),
    ...existingGatewaySchema,
    oidcProviderArn: string(
      oidcProviderArn,
      "the ARN of an IAM OIDC provider",
      "ARN of the IAM OIDC provider of the cluster's service accounts, by which pods get their roles (IRSA): where a cluster of EKS has no " +
        "Pod Identity agent, and for any other cluster whose issuer IAM reaches, and which has the pod identity webhook. Another one " +
        "replaces the pods that have roles. Default: Pod Identity with name; without it pods get no role of AWS.",
    ),
    secretsStore: boolean(
      "Whether the cluster has the Secrets Store CSI driver with AWS' provider, such as by the add-on " +
        "aws-secrets-store-csi-driver-provider, which may write Kubernetes Secrets. Required for secrets. Default: false.",
    ),
    storageClass: string(
      dnsSubdomain,
      "the name of a StorageClass, such as gp3",
      "StorageClass of block volumes, which the cluster has. Its encryption and what becomes of deleted volumes are its own. " +
        "Required for volumes with storageGib. Volumes that are there keep their class. Default: none.",
    ),
    availabilityZones: integer(
      vpcLimits.nodeZones,
      "Number of zones that its nodes are in. With 2 or more, replicas must be in different ones. Default: 1, replicas are in " +
        "different ones where the cluster has them.",
    ),
  },
  "A cluster that is there already, in place of one of the stack's own. Nodes, ingress controller, metrics server and the " +
    "enforcement of network policies are its own. It can't be combined with any other key of eks.",
);

type Given = z.output<typeof existingSchema>;

/** The cluster, its kubeconfig as a secret output. */
export function existingSettings({ kubeconfig, ...given }: Given): ExistingClusterDescription {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...present, ...(kubeconfig !== undefined && { kubeconfig: pulumi.secret(kubeconfig) }) };
}

/** Adds errors for an existing cluster that isn't one, and for what it can't be combined with. */
export function validateExisting(
  given: Readonly<Record<string, unknown>> & { existing: Given },
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const path = ["eks", "existing"];
  const { name, kubeconfig, context, secretsStore, endpoint, oidcProviderArn: provider } = given.existing;
  for (const key of Object.keys(given).filter((each) => each !== "existing" && given[each] !== undefined)) {
    errors.add(["eks", key], `can't be combined with ${formatPath(path)}.`);
  }
  if (name === undefined && kubeconfig === undefined && context === undefined) {
    if (!errors.has(path)) errors.add(path, "names no cluster: set name, or kubeconfig, context or both.");
  }
  if (name !== undefined && (kubeconfig !== undefined || context !== undefined)) {
    errors.add(
      [...path, "name"],
      "can't be combined with kubeconfig and context: they name another cluster.",
    );
  }
  if (kubeconfig !== undefined && !errors.isSecret([...path, "kubeconfig"])) {
    const key = formatPath([...path, "kubeconfig"]);
    errors.add(
      [...path, "kubeconfig"],
      `is plain text: revoke its credentials, then set it with \`pulumi config set --path --secret '${key}'\`.`,
    );
  }
  if (endpoint !== undefined && name === undefined) {
    errors.add([...path, "endpoint"], "needs name: nothing in AWS calls another cluster.");
  }
  if (secretsStore && name === undefined && provider === undefined) {
    errors.add(
      [...path, "secretsStore"],
      "needs name or oidcProviderArn: pods get no role of AWS otherwise.",
    );
  }
  validateGateway(given.existing, path, errors);
  if (stack.hasDomain) {
    errors.add(
      path,
      `can't be combined with ${formatPath(["domain"])}: TLS ends at the cluster's own ingress controller, by its annotations, or at its Gateway, by gatewayTlsSecret.`,
    );
  }
}
