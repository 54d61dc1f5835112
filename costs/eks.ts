import type { CostLine, Range } from "pulumi-offline-preview";
import { autoModeNodes } from "./eks-nodes";
import { endOfStandardSupport } from "./eks-prices";
import type { Estimate, Estimators } from "./estimator";
import { machines } from "./instances";
import { addressesOf, hours } from "./load-balancers";
import { exactly, times } from "./money";
import { zonesOf } from "./network";
import { countOf, input, list, number, type PricedPlan, type PricedResource, text } from "./priced-plan";
import { priceDate } from "./prices";

/** Control planes, nodes, and the load balancers that Auto Mode makes for Kubernetes. */
export const eks: Estimators = {
  "eks:index:Cluster": (cluster, estimate) => [
    ...controlPlane(cluster, estimate),
    ...defaultNodes(cluster, estimate),
  ],
  "aws:eks/cluster:Cluster": controlPlane,
  "eks:index:ManagedNodeGroup": managedNodes,
  "aws:eks/nodeGroup:NodeGroup": managedNodes,
  "eks:index:NodeGroup": ownNodes,
  "eks:index:NodeGroupV2": ownNodes,
  "kubernetes:karpenter.sh/v1:NodePool": autoModeNodes,
  "kubernetes:eks.amazonaws.com/v1:IngressClassParams": ingressLoadBalancers,
  "kubernetes:core/v1:Service": serviceLoadBalancer,
};

/** Instance type and disk of nodes, where a node group doesn't say. */
const defaultInstance = "t3.medium";
const defaultDisk = 20;

function controlPlane(cluster: PricedResource, estimate: Estimate): CostLine[] {
  const { urn } = cluster;
  const standard = estimate.price("eksCluster");
  const extended = estimate.price("eksClusterExtended");
  const version = text(input(cluster, "version"));
  const end = version === undefined ? undefined : endOfStandardSupport[version];
  const line: CostLine = {
    urn,
    kind: "eks-cluster",
    what: "EKS control plane, standard support",
    quantity: exactly(1),
    monthly: times(exactly(1), standard),
  };
  if (text(input(cluster, "upgradePolicy", "supportType")) === "STANDARD") return [line];
  if (end !== undefined && end <= priceDate) {
    const what = `EKS control plane, extended support of ${version}`;
    return [{ ...line, what, monthly: times(exactly(1), extended) }];
  }
  const when = end === undefined ? "ends" : `of ${version} ends on ${end}`;
  const what = "EKS control plane, standard or extended support";
  const reason = `extended support costs six times as much once standard support ${when}`;
  return [{ ...line, what, monthly: { min: standard, max: extended }, estimate: reason }];
}

/** The nodes that a cluster of @pulumi/eks comes with unless told otherwise. */
function defaultNodes(cluster: PricedResource, estimate: Estimate): CostLine[] {
  const without = ["skipDefaultNodeGroup", "fargate"].some((key) => {
    const value = input(cluster, key);
    return value !== undefined && value !== false;
  });
  if (without || input(cluster, "autoMode", "enabled") === true) return [];
  const count = countOf(input(cluster, "minSize") ?? 1, input(cluster, "maxSize") ?? 2) ?? exactly(2);
  const type = text(input(cluster, "instanceType")) ?? defaultInstance;
  const disk = number(input(cluster, "nodeRootVolumeSize")) ?? defaultDisk;
  return machines(cluster, { type, count, spot: false, disk }, estimate);
}

function managedNodes(group: PricedResource, estimate: Estimate): CostLine[] {
  const [type] = list(input(group, "instanceTypes"));
  const spot = text(input(group, "capacityType")) === "SPOT";
  const disk = number(input(group, "diskSize")) ?? defaultDisk;
  const count: Range =
    countOf(input(group, "scalingConfig", "minSize"), input(group, "scalingConfig", "maxSize")) ?? exactly(2);
  return machines(group, { type: text(type) ?? defaultInstance, count, spot, disk }, estimate);
}

function ownNodes(group: PricedResource, estimate: Estimate): CostLine[] {
  const type = text(input(group, "instanceType")) ?? defaultInstance;
  const count = countOf(input(group, "minSize") ?? 1, input(group, "maxSize") ?? 2) ?? exactly(2);
  const spot = input(group, "spotPrice") !== undefined;
  const disk = number(input(group, "nodeRootVolumeSize")) ?? defaultDisk;
  return machines(group, { type, count, spot, disk }, estimate);
}

const ingressClass = "kubernetes:networking.k8s.io/v1:IngressClass";
const ingress = "kubernetes:networking.k8s.io/v1:Ingress";
const classParameters = "kubernetes:eks.amazonaws.com/v1:IngressClassParams";

/** One for the group that the class names, or one for each Ingress of a class without a group. */
function ingressLoadBalancers(parameters: PricedResource, estimate: Estimate): CostLine[] {
  const { plan } = estimate;
  const group = groupOf(parameters);
  const users = ingressesOf(parameters, plan);
  if (users.length === 0) return [];
  const first = plan
    .ofType(classParameters)
    .find((other) => groupOf(other) === group && ingressesOf(other, plan).length > 0);
  if (group !== undefined && first !== parameters) return [];
  const { zones, estimate: reason } = zonesOf(input(parameters, "spec", "subnets", "ids"), plan);
  const count = group === undefined ? users.length : 1;
  const what = "Application Load Balancer of Ingresses";
  const price = estimate.price("applicationLoadBalancer");
  const line = hours(parameters.urn, "eks-load-balancer", what, price, count);
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

/** By name, or where that isn't known yet by what the specification was computed from. */
function refersTo(resource: PricedResource, target: PricedResource, name: unknown): boolean {
  if (text(name) !== undefined) return name === input(target, "metadata", "name");
  return resource.propertyDependencies?.spec?.includes(target.urn) === true;
}

function serviceLoadBalancer(service: PricedResource, estimate: Estimate): CostLine[] {
  if (text(input(service, "spec", "type")) !== "LoadBalancer") return [];
  const scheme = input(
    service,
    "metadata",
    "annotations",
    "service.beta.kubernetes.io/aws-load-balancer-scheme",
  );
  const what = "Network Load Balancer of a Kubernetes service";
  const line = hours(service.urn, "eks-load-balancer", what, estimate.price("networkLoadBalancer"));
  if (scheme !== "internet-facing") return [line];
  const { zones, estimate: reason } = zonesOf(undefined, estimate.plan);
  const addresses = addressesOf(line, "eks-load-balancer-address", zones, estimate);
  return [line, { ...addresses, estimate: reason }];
}
