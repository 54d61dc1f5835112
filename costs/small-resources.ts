import type { CostLine } from "pulumi-offline-preview";
import type { CostKind } from "./cost-kind";
import type { Estimate, Estimators } from "./estimator";
import { exactly, times } from "./money";
import { input, inside, list, number, type PricedResource, text } from "./priced-plan";

/** Keys, secrets, alarms, metrics and zones: small each, but many. */
export const smallResources: Estimators = {
  "aws:kms/key:Key": key,
  "aws:kms/externalKey:ExternalKey": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:secretsmanager/secret:Secret": (secret, estimate) => {
    const copies = 1 + list(input(secret, "replicas")).length;
    return [line(secret, "secret", "secret in Secrets Manager", copies, estimate.price("secret"))];
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": (alarm, estimate) => {
    const fast = (number(input(alarm, "period")) ?? 60) < 60;
    return [line(alarm, "alarm", "alarm", 1, estimate.price(fast ? "fastAlarm" : "alarm"))];
  },
  "aws:appautoscaling/policy:Policy": (policy, estimate) =>
    text(input(policy, "policyType")) === "TargetTrackingScaling"
      ? [line(policy, "alarm", "alarm that AWS makes for scaling", 2, estimate.price("alarm"))]
      : [],
  "aws:ecs/cluster:Cluster": containerInsights,
  "aws:dynamodb/table:Table": (table, estimate) => {
    if (text(input(table, "billingMode")) !== "PAY_PER_REQUEST") {
      estimate.noPrice(table, "provisioned capacity of a table", "https://aws.amazon.com/dynamodb/pricing/");
    }
    return [];
  },
  "aws:route53/zone:Zone": (zone, estimate) => [
    line(zone, "zone", "DNS zone", 1, estimate.price("hostedZone")),
  ],
};

function key(resource: PricedResource, estimate: Estimate): CostLine[] {
  return [line(resource, "key", "KMS key", 1, estimate.price("key"))];
}

/** What AWS counts in the example on its price page. */
const metricsOf = { cluster: 8, service: 11, taskDefinition: 6 };

function containerInsights(cluster: PricedResource, estimate: Estimate): CostLine[] {
  const setting = list(input(cluster, "settings")).find(
    (found) => inside(found, "name") === "containerInsights",
  );
  const level = text(inside(setting, "value"));
  if (level !== "enabled" && level !== "enhanced") return [];
  const services = estimate.plan.users(cluster, "aws:ecs/service:Service", "cluster").length;
  const metrics = metricsOf.cluster + services * (metricsOf.service + metricsOf.taskDefinition);
  const price = estimate.price(level === "enhanced" ? "enhancedInsightsMetric" : "insightsMetric");
  const reason =
    level === "enhanced"
      ? "metrics of cluster, services and task definitions; those of each task and container come on top"
      : "metrics of cluster, services and task definitions";
  return [{ ...line(cluster, "insights", "metric of Container Insights", metrics, price), estimate: reason }];
}

function line({ urn }: PricedResource, kind: CostKind, what: string, count: number, price: number): CostLine {
  return { urn, kind, what, quantity: exactly(count), monthly: times(exactly(count), price) };
}
