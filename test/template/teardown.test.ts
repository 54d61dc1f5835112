import { join } from "node:path";
import { readProject } from "../../packages/offline-preview/src/project";
import { planOf } from "../support/plan";
import { projectDirectory } from "../support/stack-preview";
import { describeTeardown } from "../transitions/teardown";

/** The plan of prod's stack file, with changes of its settings. */
function plannedProd(changes: { protection?: false }) {
  const stack = "prod";
  const { config: given } = readProject(
    projectDirectory,
    stack,
    join(projectDirectory, `Pulumi.${stack}.yaml`),
  );
  const entries = Object.entries(given);
  const program = require.resolve("../../index");
  delete require.cache[program];
  return planOf(() => require(program), {
    config: {
      ...Object.fromEntries(entries.map(([key, { text }]) => [key, text])),
      ...(changes.protection === false && { "aws-containers:protection": "false" }),
    },
    secretKeys: entries.flatMap(([key, { secret }]) => (secret ? [key] : [])),
    stack,
  });
}

describeTeardown([
  {
    title: "that of prod as it ships",
    planned: plannedProd,
    unprotects: [
      "Bucket forceDestroy",
      "Cluster (protect)",
      "Cluster deletionProtection",
      "Ingress (protect)",
      "IngressClassParams spec.loadBalancerAttributes[deletion_protection.enabled].value",
      "Key (protect)",
      "Key deletionWindowInDays",
      "LoadBalancer (protect)",
      "LoadBalancer enableDeletionProtection",
      "LogGroup (protect)",
      "Repository (protect)",
      "Repository forceDelete",
    ],
  },
]);
