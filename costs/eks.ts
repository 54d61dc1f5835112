import type { CostLine } from "pulumi-offline-preview";
import { endOfStandardSupport, type KubernetesVersion } from "../facts/kubernetes-versions";
import { serviceAnnotationPrefix } from "../facts/load-balancer-annotations";
import { priceDate } from "../facts/prices";
import { costLine } from "./cost-line";
import { fargateProfile } from "./eks-fargate";
import { nodeGroup } from "./eks-node-groups";
import { autoModeNodes } from "./eks-nodes";
import type { Estimate, Estimators } from "./estimator";
import { addressesOf, networkLoadBalancer } from "./load-balancers";
import { exactly } from "./money";
import { zonesOf } from "./network";
import { input, type PricedPlan, type PricedResource, text } from "./priced-plan";

/** Control planes, nodes of Auto Mode and of node groups, pods on Fargate, and the load balancers that Auto Mode creates for Ingresses and Services. */
export const eks: Estimators = {
  "eks:index:Cluster": (cluster, estimate) => [
    ...controlPlane(cluster, estimate),
    ...defaultNodes(cluster, estimate),
  ],
  "aws:eks/cluster:Cluster": controlPlane,
  "aws:eks/fargateProfile:FargateProfile": fargateProfile,
  "aws:eks/nodeGroup:NodeGroup": nodeGroup,
  "kubernetes:karpenter.sh/v1:NodePool": autoModeNodes,
  "kubernetes:eks.amazonaws.com/v1:IngressClassParams": ingressLoadBalancers,
  "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams": ingressLoadBalancers,
  "kubernetes:core/v1:Service": serviceLoadBalancer,
};

function controlPlane(cluster: PricedResource, estimate: Estimate): CostLine[] {
  const standard = estimate.price("eksCluster");
  const version = text(input(cluster, "version"));
  const end = version !== undefined && isKnown(version) ? endOfStandardSupport[version] : undefined;
  const line = costLine(cluster, "eks-cluster", "EKS control plane, standard support", 1, standard);
  if (text(input(cluster, "upgradePolicy", "supportType")) === "STANDARD") {
    return [end === undefined ? line : { ...line, what: `${line.what} of ${version} until ${end}` }];
  }
  const extended = estimate.price("eksClusterExtended");
  if (end !== undefined && end <= priceDate) {
    const what = `EKS control plane, extended support of ${version}`;
    return [{ ...line, what, monthly: exactly(extended) }];
  }
  const when = end === undefined ? "ends" : `of ${version} ends on ${end}`;
  const what = "EKS control plane, standard or extended support";
  const reason = `extended support costs six times as much once standard support ${when}`;
  return [{ ...line, what, monthly: { min: standard, max: extended }, estimate: reason }];
}

function isKnown(version: string): version is KubernetesVersion {
  return Object.hasOwn(endOfStandardSupport, version);
}

/** The component of @pulumi/eks creates a node group unless told otherwise. */
function defaultNodes(cluster: PricedResource, estimate: Estimate): CostLine[] {
  const skipped = ["skipDefaultNodeGroup", "fargate"].some((key) => {
    const value = input(cluster, key);
    return value !== undefined && value !== false;
  });
  if (!skipped && input(cluster, "autoMode", "enabled") !== true) {
    estimate.noPrice(cluster, "default node group of an EKS cluster");
  }
  return [];
}

const ingressClass = "kubernetes:networking.k8s.io/v1:IngressClass";
const ingress = "kubernetes:networking.k8s.io/v1:Ingress";

/** Load balancer classes of Services: of EKS Auto Mode, and of the AWS Load Balancer Controller. */
const loadBalancerClasses = ["eks.amazonaws.com/nlb", "service.k8s.aws/nlb"];

/** One load balancer for the group that the class names, or one for each Ingress of a class without a group. */
function ingressLoadBalancers(parameters: PricedResource, estimate: Estimate): CostLine[] {
  const { plan } = estimate;
  const group = groupOf(parameters);
  const users = ingressesOf(parameters, plan);
  if (users.length === 0) return [];
  const first = plan
    .ofType(parameters.type)
    .find((other) => groupOf(other) === group && ingressesOf(other, plan).length > 0);
  if (group !== undefined && first !== parameters) return [];
  const { zones, estimate: reason } = zonesOf(input(parameters, "spec", "subnets", "ids"), plan);
  const count = group === undefined ? users.length : 1;
  const what = "Application Load Balancer of EKS";
  const line = costLine(
    parameters,
    "eks-load-balancer",
    what,
    count,
    estimate.price("applicationLoadBalancer"),
  );
  if (text(input(parameters, "spec", "scheme")) !== "internet-facing") return [line];
  const addresses = addressesOf(line, "eks-load-balancer-address", zones * count, estimate);
  return [line, { ...addresses, estimate: reason }];
}

function groupOf(parameters: PricedResource): string | undefined {
  return text(input(parameters, "spec", "group", "name"));
}

function ingressesOf(parameters: PricedResource, plan: PricedPlan): PricedResource[] {
  const classes = plan
    .ofType(ingressClass)
    .filter((found) => refersTo(found, parameters, input(found, "spec", "parameters", "name")));
  return plan
    .ofType(ingress)
    .filter((found) => classes.some((of) => refersTo(found, of, input(found, "spec", "ingressClassName"))));
}

/** By name; where the name isn't known yet, by what the spec depends on. */
function refersTo(resource: PricedResource, target: PricedResource, name: unknown): boolean {
  if (text(name) !== undefined) return name === input(target, "metadata", "name");
  return resource.propertyDependencies?.spec?.includes(target.urn) === true;
}

/** One for each Service. */
function serviceLoadBalancer(service: PricedResource, estimate: Estimate): CostLine[] {
  if (text(input(service, "spec", "type")) !== "LoadBalancer") return [];
  if (!loadBalancerClasses.includes(text(input(service, "spec", "loadBalancerClass")) ?? "")) {
    estimate.noPrice(service, "load balancer of a Kubernetes Service");
    return [];
  }
  const annotation = (name: string) =>
    text(input(service, "metadata", "annotations", `${serviceAnnotationPrefix}${name}`));
  const line = networkLoadBalancer(service, "eks-network-load-balancer", estimate);
  if (annotation("scheme") !== "internet-facing") return [line];
  const { zones, estimate: reason } = zonesOf(annotation("subnets")?.split(","), estimate.plan);
  return [line, { ...addressesOf(line, "eks-load-balancer-address", zones, estimate), estimate: reason }];
}
