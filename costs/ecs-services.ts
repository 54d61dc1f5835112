import type { CostLine } from "pulumi-offline-preview";
import { volumesOfTasks } from "./block-volumes";
import { costLine } from "./cost-line";
import type { Estimate, Estimators } from "./estimator";
import { fargateTasks } from "./fargate";
import { input, inside, list, type PricedResource } from "./priced-plan";

/** Services on ECS: their tasks on Fargate, the volumes that are created with tasks, and the secrets of their certificates. */
export const ecsServices: Estimators = {
  "aws:ecs/service:Service": (service, estimate) => [
    ...fargateTasks(service, estimate),
    ...volumesOfTasks(service, estimate),
    ...secretsOfCertificates(service, estimate),
  ],
};

/** The secret that ECS keeps the certificate of each endpoint of Service Connect with TLS in. */
function secretsOfCertificates(service: PricedResource, estimate: Estimate): CostLine[] {
  const endpoints = list(input(service, "serviceConnectConfiguration", "services"));
  const encrypted = endpoints.filter((endpoint) => inside(endpoint, "tls") !== undefined).length;
  return encrypted === 0
    ? []
    : [
        costLine(
          service,
          "secret",
          "Secrets Manager secret of a certificate",
          encrypted,
          estimate.price("secret"),
        ),
      ];
}
