import type { CostLine } from "pulumi-offline-preview";
import { costLine } from "./cost-line";
import type { Estimate, Estimators } from "./estimator";
import { countOf, input, type PricedResource } from "./priced-plan";

/** Databases of Aurora Serverless v2: the capacity of their instances, and the secret that RDS keeps the password in. */
export const databases: Estimators = {
  "aws:rds/cluster:Cluster": cluster,
  "aws:rds/clusterInstance:ClusterInstance": (instance, estimate) => {
    // Those of Aurora Serverless v2 are part of their cluster.
    if (input(instance, "instanceClass") !== "db.serverless") {
      estimate.noPrice(instance, `database instance ${String(input(instance, "instanceClass"))}`);
    }
    return [];
  },
};

function cluster(resource: PricedResource, estimate: Estimate): CostLine[] {
  const instances = estimate.plan
    .users(resource, "aws:rds/clusterInstance:ClusterInstance", "clusterIdentifier")
    .filter((instance) => input(instance, "instanceClass") === "db.serverless").length;
  const capacity = (bound: string) => input(resource, "serverlessv2ScalingConfiguration", bound);
  const each = countOf(capacity("minCapacity"), capacity("maxCapacity"));
  if (instances > 0 && each === undefined) estimate.noPrice(resource, "capacity of a database");
  const secrets = input(resource, "manageMasterUserPassword") === true ? 1 : 0;
  return [
    ...(each === undefined || instances === 0
      ? []
      : [
          costLine(
            resource,
            "database",
            "Aurora capacity unit (ACU)",
            { min: each.min * instances, max: each.max * instances },
            estimate.price("auroraCapacity"),
          ),
        ]),
    ...(secrets === 0
      ? []
      : [costLine(resource, "secret", "Secrets Manager secret", secrets, estimate.price("secret"))]),
  ];
}
