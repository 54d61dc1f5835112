import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { reduced } from "./reduced";

/**
 * Writes custom-resources.json anew, from the custom resource definitions of these repositories on GitHub, each cloned at its tag:
 *
 *   git clone --depth 1 --branch v1.15.0 https://github.com/kubernetes-sigs/karpenter FOLDER/kubernetes-sigs/karpenter
 *   node --require ./runtime/typescript.cjs test/support/kubernetes-schemas/custom-resources.ts FOLDER
 */
const sources: readonly { repository: string; tag: string; files: string[]; unused?: string[] }[] = [
  {
    repository: "kubernetes-sigs/karpenter",
    tag: "v1.15.0",
    files: ["pkg/apis/crds/karpenter.sh_nodepools.yaml"],
  },
  {
    repository: "kubernetes-sigs/secrets-store-csi-driver",
    tag: "v1.6.0",
    files: ["config/crd/bases/secrets-store.csi.x-k8s.io_secretproviderclasses.yaml"],
  },
  {
    repository: "kubernetes-sigs/aws-load-balancer-controller",
    tag: "v3.5.0",
    files: [
      "config/crd/bases/elbv2.k8s.aws_ingressclassparams.yaml",
      "config/crd/bases/elbv2.k8s.aws_targetgroupbindings.yaml",
    ],
  },
  {
    repository: "kubernetes-sigs/gateway-api",
    tag: "v1.6.0",
    files: ["gateways", "httproutes"].map(
      (kind) => `config/crd/standard/gateway.networking.k8s.io_${kind}.yaml`,
    ),
    // Filters, matches and settings of Gateways that no route of a stack has.
    unused: [
      ...["cors", "externalAuth", "requestHeaderModifier", "requestMirror", "responseHeaderModifier"],
      ...["headers", "queryParams", "retry", "sessionPersistence", "timeouts", "urlRewrite"],
      ...["allowedListeners", "addresses", "backend", "frontend"],
    ],
  },
  {
    repository: "kubernetes-csi/external-snapshotter",
    tag: "client/v8.7.0",
    files: ["client/config/crd/snapshot.storage.k8s.io_volumesnapshotclasses.yaml"],
  },
  {
    repository: "cert-manager/cert-manager",
    tag: "v1.20.3",
    files: ["deploy/crds/cert-manager.io_certificates.yaml", "deploy/crds/cert-manager.io_issuers.yaml"],
    // Other kinds of issuers, which are larger than all the rest.
    unused: ["acme", "vault", "venafi"],
  },
];

const definition = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(
      z.object({
        name: z.string(),
        served: z.boolean(),
        schema: z.object({ openAPIV3Schema: z.looseObject({ properties: z.looseObject({}) }) }),
      }),
    ),
  }),
});

/** The schemas of a definition, by API version and kind. */
function schemasIn(file: string, unused: readonly string[]): [string, unknown][] {
  const { group, names, versions } = definition.parse(parse(readFileSync(file, "utf8"))).spec;
  return versions
    .filter(({ served }) => served)
    .map(({ name, schema: { openAPIV3Schema } }) => {
      const { status: _, ...properties } = openAPIV3Schema.properties;
      const schema = { ...openAPIV3Schema, properties: { ...properties, metadata: undefined } };
      return [`${group}/${name} ${names.kind}`, closed(without(unused, reduced(schema)))];
    });
}

/** A schema without some fields. */
function without(unused: readonly string[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => without(unused, item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !unused.includes(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, without(unused, inner)]));
}

/**
 * A custom resource definition names all fields: an API server drops others, or refuses them, where it is asked to be strict. Without
 * the pattern of subnet ids: tests have ids that say which subnet is meant.
 */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const all = Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === "pattern" && inner === "subnet-[0-9a-f]+"))
      .map(([key, inner]) => [key, closed(inner)]),
  );
  const isOpen = "additionalProperties" in all || !isSchemaOfObject(all);
  return isOpen ? all : { ...all, additionalProperties: false };
}

function isSchemaOfObject(value: object): boolean {
  return "type" in value && value.type === "object" && "properties" in value;
}

const [folder = ""] = process.argv.slice(2);
const schemas = sources.flatMap(({ repository, files, unused = [] }) =>
  files.flatMap((file) => schemasIn(join(folder, repository, file), unused)),
);
const source = sources.map(({ repository, tag }) => `${repository} ${tag}`).join(", ");
writeFileSync(
  join(__dirname, "custom-resources.json"),
  `${JSON.stringify({ source: `${source}; Apache License 2.0; reduced by custom-resources.ts`, schemas: Object.fromEntries(schemas) }, undefined, 2)}\n`,
);
