import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, type RecordedPlan, Secret, type Value } from "pulumi-offline-preview";
import { z } from "zod";
import { supportedKubernetesVersions } from "../../facts/kubernetes-versions";
import { customResourceSchema } from "./custom-resource-schemas";

/** What is wrong with a manifest, and in which versions of Kubernetes. */
export interface InvalidManifest {
  manifest: string;
  versions: string[];
  errors: string[];
}

type Definitions = Record<string, { properties?: Record<string, { enum?: string[] }> }>;
type Version = (typeof supportedKubernetesVersions)[number];

/** The Kubernetes objects of a plan. */
export function manifestsIn({ resources }: Pick<RecordedPlan, "resources">): unknown[] {
  return resources
    .filter(
      ({ type, custom, external }) => custom && !external && /^kubernetes:(?!helm|yaml|kustomize)/.test(type),
    )
    .map(({ inputs }) => plain(inputs));
}

/** A value as the API server gets it. */
function plain(value: Value): unknown {
  if (value instanceof Secret) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  return isMap(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
    : value;
}

/** The objects among these that an API server of a supported version would refuse, by its OpenAPI schema, or would not know. */
export function invalidManifests(manifests: readonly unknown[]): InvalidManifest[] {
  return manifests.flatMap((manifest) => {
    const { apiVersion, kind, metadata } = header.parse(manifest);
    const title = `${apiVersion} ${kind} ${metadata?.name ?? ""}`.trim();
    const byVersion = supportedKubernetesVersions.map((version) => ({
      version,
      errors: errorsIn(manifest, apiVersion, kind, version),
    }));
    const found = new Map<string, InvalidManifest>();
    for (const { version, errors } of byVersion) {
      if (errors.length === 0) continue;
      const known = found.get(errors.join("\n"));
      if (known === undefined) found.set(errors.join("\n"), { manifest: title, versions: [version], errors });
      else known.versions.push(version);
    }
    return [...found.values()];
  });
}

const header = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string().optional() }).optional(),
});

/** Kinds of EKS Auto Mode of which no definition is published: they aren't held to any. */
const unpublished = ["eks.amazonaws.com/v1 NodeClass"];

function errorsIn(manifest: unknown, apiVersion: string, kind: string, version: Version): string[] {
  if (unpublished.includes(`${apiVersion} ${kind}`)) return [];
  const schema = schemaOf(apiVersion, kind, version);
  if (schema === undefined) {
    return [
      `no schema: add the kind to test/support/kubernetes-schemas/reduce.ts or custom-resources.ts, or Kubernetes ${version} has none`,
    ];
  }
  const valid = validManifests.get(schema) ?? new Set();
  validManifests.set(schema, valid);
  const text = JSON.stringify(manifest);
  if (valid.has(text)) return [];
  const { error } = schema.safeParse(manifest);
  if (error === undefined) valid.add(text);
  return (error?.issues ?? []).flatMap((issue) => textsOf(issue));
}

/** What a schema took before, as JSON: the same objects are in many plans and versions of Kubernetes. */
const validManifests = new WeakMap<z.ZodType, Set<string>>();

function textsOf({ path, message, ...issue }: z.core.$ZodIssue): string[] {
  return [
    `${path.map(String).join(".")}: ${message}${"errors" in issue ? ` ${JSON.stringify(issue.errors).slice(0, 200)}` : ""}`,
  ];
}

let schemas: Record<"all" | Version, Definitions> | undefined;
const known = new Map<string, z.ZodType | undefined>();

function schemaOf(apiVersion: string, kind: string, version: Version): z.ZodType | undefined {
  const key = `${version} ${apiVersion} ${kind}`;
  if (!known.has(key)) known.set(key, readSchema(apiVersion, kind, version));
  return known.get(key);
}

function readSchema(apiVersion: string, kind: string, version: Version): z.ZodType | undefined {
  schemas ??= JSON.parse(readFileSync(join(__dirname, "kubernetes-schemas", "schemas.json"), "utf8"));
  const definitions: Definitions = { ...schemas?.all, ...schemas?.[version] };
  const [name] =
    Object.entries(definitions).find(
      ([, { properties }]) =>
        properties?.apiVersion?.enum?.includes(apiVersion) && properties.kind?.enum?.includes(kind),
    ) ?? [];
  const schema =
    name === undefined ? customResourceSchema(`${apiVersion} ${kind}`) : { $ref: `#/$defs/${name}` };
  return schema && compiled(JSON.stringify({ ...schema, $defs: definitionsBehind(schema, definitions) }));
}

const compiledSchemas = new Map<string, z.ZodType>();

/** The schema in a JSON document; most kinds are the same in several versions of Kubernetes. */
function compiled(document: string): z.ZodType {
  const schema =
    compiledSchemas.get(document) ??
    z.fromJSONSchema({ $schema: "https://json-schema.org/draft/2020-12/schema", ...JSON.parse(document) });
  compiledSchemas.set(document, schema);
  return schema;
}

/** The definitions that a schema refers to, and those that they refer to. */
function definitionsBehind(schema: object, definitions: Definitions): Definitions {
  const behind: Definitions = {};
  const add = (text: string) => {
    for (const [, name = ""] of text.matchAll(/"#\/\$defs\/([^"]+)"/g)) {
      const definition = definitions[name];
      if (definition === undefined || name in behind) continue;
      behind[name] = definition;
      add(JSON.stringify(definition));
    }
  };
  add(JSON.stringify(schema));
  return behind;
}
