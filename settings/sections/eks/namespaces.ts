import { dnsLabel, kubernetesNamespace } from "../../../facts/kubernetes-names";
import { quotaLimits } from "../../../facts/pod-sizes";
import { withDefault } from "../../toolkit/defaults";
import { integer, object, record } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** The namespace of the stack's own services. */
const ofServices = "services";

/** Namespaces of teams. */
export const namespacesSchema = withDefault(
  {},
  record(
    { pattern: dnsLabel, allowed: "a DNS label, such as team-a" },
    object(
      {
        cpu: integer(
          quotaLimits.cpu,
          "CPU units that its pods may request together; 1024 are one vCPU. Default: no limit but maxCpus.",
        ),
        memory: integer(quotaLimits.memory, "MiB that its pods may request together. Default: no limit."),
        pods: integer(quotaLimits.pods, "Number of its pods. Default: no limit."),
      },
      "What its pods may request together.",
    ),
    "Namespaces of teams that deploy to the cluster by their own means, such as Helm or Argo CD: with the Pod Security Standard " +
      "restricted, no connections but DNS until their own network policies open them, default requests and a quota. Give them access.",
  ),
);

/** Adds errors for names that are taken. */
export function validateNamespaceNames(names: readonly string[], errors: ValidationErrors): void {
  for (const name of names.filter((each) => each === ofServices || kubernetesNamespace.test(each))) {
    const whose = name === ofServices ? "that of the stack's own services" : "Kubernetes' own";
    errors.add(["eks", "namespaces", name], `is ${whose}: name it otherwise, such as team-a.`);
  }
}
