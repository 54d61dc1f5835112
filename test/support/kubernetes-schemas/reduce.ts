import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reduced } from "./reduced";

/**
 * Writes schemas.json anew, from the strict schemas of the Python package kubernetes-validate:
 *
 *   pip download --no-deps kubernetes-validate==1.37.0 && unzip kubernetes_validate-*.whl
 *   node --require ./runtime/typescript.cjs test/support/kubernetes-schemas/reduce.ts kubernetes_validate/kubernetes-json-schema 1.35 1.36
 */

/** The kinds that the components create. */
const kinds = [
  ...["ConfigMap", "Namespace", "PersistentVolume", "PersistentVolumeClaim"].map((kind) => `core.v1.${kind}`),
  ...["LimitRange", "ResourceQuota", "Secret", "Service", "ServiceAccount"].map((kind) => `core.v1.${kind}`),
  ...["DaemonSet", "Deployment", "StatefulSet"].map((kind) => `apps.v1.${kind}`),
  "autoscaling.v2.HorizontalPodAutoscaler",
  ...["CronJob", "Job"].map((kind) => `batch.v1.${kind}`),
  ...["Ingress", "IngressClass", "NetworkPolicy"].map((kind) => `networking.v1.${kind}`),
  "policy.v1.PodDisruptionBudget",
  ...["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"].map((kind) => `rbac.v1.${kind}`),
  "storage.v1.StorageClass",
  ...["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"].map(
    (kind) => `admissionregistration.v1.${kind}`,
  ),
]
  .map((kind) => `io.k8s.api.${kind}`)
  .concat("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition");

type Definitions = Record<string, unknown>;

/** The definitions that the kinds need. */
function needed(all: Definitions): Definitions {
  const found: Definitions = {};
  const add = (name: string): void => {
    if (name in found) return;
    const definition = reduced(all[name]);
    found[name] = definition;
    for (const [, next = ""] of JSON.stringify(definition).matchAll(/"#\/\$defs\/([^"]+)"/g)) add(next);
  };
  kinds.forEach(add);
  return found;
}

const [folder = "", ...versions] = process.argv.slice(2);
const byVersion = new Map(
  versions.map((version) => {
    const file = join(folder, `v${version}.0-local-strict`, "_definitions.json");
    const { $defs }: { $defs: Definitions } = JSON.parse(readFileSync(file, "utf8"));
    return [version, needed($defs)] as const;
  }),
);
const [first = {}, ...others] = [...byVersion.values()];
const isCommon = (name: string) =>
  others.every((each) => JSON.stringify(each[name]) === JSON.stringify(first[name]));
const pick = (all: Definitions, isPicked: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => isPicked(name)));
const lines = (all: Definitions) =>
  Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, definition]) => `    ${JSON.stringify(name)}: ${JSON.stringify(definition)}`)
    .join(",\n");
const parts = [
  ["all", pick(first, isCommon)] as const,
  ...[...byVersion].map(([version, all]) => [version, pick(all, (name) => !isCommon(name))] as const),
].map(([version, all]) => `  ${JSON.stringify(version)}: {\n${lines(all)}\n  }`);
writeFileSync(
  join(__dirname, "schemas.json"),
  `{\n  "source": "kubernetes-validate 1.37.0 (PyPI), from the OpenAPI of Kubernetes ${versions.join(" and ")}; Apache License 2.0; reduced by reduce.ts",\n${parts.join(",\n")}\n}\n`,
);
