import type { CostLine } from "pulumi-offline-preview";
import { costLine } from "./cost-line";
import type { Estimate, Estimators } from "./estimator";
import { input, inside, list, type PricedResource, text } from "./priced-plan";

/** KMS keys, secrets, alarms and metrics: small each, but many. Private CAs and hosted zones. Tables, which cost nothing at rest with on-demand capacity. */
export const smallResources: Estimators = {
  "aws:kms/key:Key": (key, estimate) => [costLine(key, "key", "KMS key", 1, estimate.price("key"))],
  "aws:secretsmanager/secret:Secret": (secret, estimate) => [
    costLine(secret, "secret", "Secrets Manager secret", 1, estimate.price("secret")),
  ],
  "aws:acmpca/certificateAuthority:CertificateAuthority": (authority, estimate) => {
    const isShortLived = text(input(authority, "usageMode")) === "SHORT_LIVED_CERTIFICATE";
    const price = estimate.price(isShortLived ? "shortLivedPrivateCa" : "privateCa");
    const what = isShortLived ? "private CA of short-lived certificates" : "private CA";
    return [costLine(authority, "private-ca", what, 1, price)];
  },
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": (namespace, estimate) => [
    costLine(namespace, "hosted-zone", "hosted zone of service discovery", 1, estimate.price("hostedZone")),
  ],
  "aws:appautoscaling/policy:Policy": (policy, estimate) => {
    const alarms = text(input(policy, "policyType")) === "TargetTrackingScaling" ? 2 : 0;
    if (alarms === 0) return [];
    return [
      costLine(policy, "alarm", "CloudWatch alarm of target tracking", alarms, estimate.price("alarm")),
    ];
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": (alarm, estimate) => {
    const ofQueries = list(input(alarm, "metricQueries")).filter((query) => inside(query, "metric")).length;
    // Each metric of a metric math expression counts.
    const metrics = Math.max(1, ofQueries);
    return [costLine(alarm, "alarm", "CloudWatch alarm", metrics, estimate.price("alarm"))];
  },
  "aws:cloudwatch/dashboard:Dashboard": (dashboard, estimate) => [
    {
      ...costLine(dashboard, "dashboard", "CloudWatch dashboard", 1, estimate.price("dashboard")),
      estimate: "an account's first three are free",
    },
  ],
  "aws:dynamodb/table:Table": (table, estimate) => {
    if (text(input(table, "billingMode")) !== "PAY_PER_REQUEST")
      estimate.noPrice(table, "provisioned capacity");
    return [];
  },
  "aws:ecs/cluster:Cluster": containerInsights,
};

/** Metrics of each resource in the example of CloudWatch's price page. */
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
      ? "metrics of cluster, services and task definitions; metrics of each task and container come on top"
      : "metrics of cluster, services and task definitions";
  const found = costLine(cluster, "insights", "Container Insights metric", metrics, price);
  return [{ ...found, estimate: reason }];
}
