import type { PlannedResource } from "../engine/plan";
import { isMap, type PropertyMap, Secret, type Value } from "../engine/value";
import { mapOf } from "../engine/value-at";

/** An object of Kubernetes that a plan has. */
export interface KubernetesObject {
  /** Kind and name: "Deployment web". */
  title: string;
  /** Logical name of the provider that applies it. */
  provider: string;
  content: PropertyMap;
}

/** A name that Pulumi would generate. */
export interface GeneratedName {
  /** As the plan has it, wherever another object refers to it. */
  planned: string;
  /** Logical name of the resource. */
  name: string;
  /** The object; undefined where it is left out. */
  object?: KubernetesObject;
}

/** The objects of a plan, and what can't be written as a manifest, with the reason. */
export interface KubernetesObjects {
  objects: KubernetesObject[];
  leftOut: { title: string; reason: string }[];
  generatedNames: GeneratedName[];
}

/** Annotations that tell Pulumi's provider how to apply an object. */
const providerAnnotation = /^pulumi\.com\//;

/** The objects of Kubernetes in a plan, in its order. Secrets are left out: a manifest is a file that many read. */
export function kubernetesObjects(resources: readonly PlannedResource[]): KubernetesObjects {
  const found: KubernetesObjects = { objects: [], leftOut: [], generatedNames: [] };
  for (const resource of resources) {
    if (!resource.type.startsWith("kubernetes:") || resource.external) continue;
    if (resource.custom && isObject(resource)) add(resource, found);
    else if (resource.custom || resource.remote) {
      const reason = "Pulumi's provider or its component makes the objects, which the plan doesn't have";
      found.leftOut.push({ title: `${kindOf(resource.type)} ${resource.name}`, reason });
    }
  }
  return found;
}

function add(resource: PlannedResource, { objects, leftOut, generatedNames }: KubernetesObjects): void {
  const { type, name, inputs, outputs } = resource;
  const { apiVersion = apiVersionOf(type), kind = kindOf(type), metadata, ...rest } = inputs;
  const given = mapOf(metadata).name;
  const planned = mapOf(outputs.metadata).name;
  const named = { ...withoutProviderAnnotations(mapOf(metadata)), name: given ?? planned ?? name };
  const title = `${String(kind)} ${String(given ?? name)}`;
  const generated = given === undefined && typeof planned === "string" ? [{ planned, name }] : [];
  const isSecret = /^Secret(List)?$/.test(String(kind));
  if (isSecret || hasSecret(inputs)) {
    leftOut.push({ title, reason: isSecret ? "its values are secret" : "it has a secret value" });
    generatedNames.push(...generated);
    return;
  }
  const content: PropertyMap = { apiVersion, kind, metadata: named, ...rest };
  const kept = resource.ignoreChanges.reduce((value, path) => without(value, path.split(".")), content);
  const object = { title, provider: providerName(resource), content: kept };
  objects.push(object);
  generatedNames.push(...generated.map((one) => ({ ...one, object })));
}

/** Whether it is an object of the API. Charts and kustomizations aren't. */
function isObject({ type }: PlannedResource): boolean {
  return !/^kubernetes:(helm\.sh|yaml|kustomize)[/:]/.test(type);
}

function withoutProviderAnnotations({ annotations, ...metadata }: PropertyMap): PropertyMap {
  const kept = Object.entries(mapOf(annotations)).filter(([key]) => !providerAnnotation.test(key));
  return kept.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(kept) };
}

/** An ignored field belongs to whoever manages it in the cluster, such as an autoscaler. */
function without(map: PropertyMap, [key = "", ...path]: string[]): PropertyMap {
  const { [key]: value, ...rest } = map;
  if (value === undefined) return map;
  if (path.length === 0) return rest;
  return isMap(value) ? { ...map, [key]: without(value, path) } : map;
}

function hasSecret(value: Value): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return isMap(value) && Object.values(value).some(hasSecret);
}

/** Of `kubernetes:apps/v1:Deployment` apps/v1; the core group has no name in manifests. */
function apiVersionOf(type: string): string {
  return (type.split(":")[1] ?? "").replace(/^core\//, "");
}

/** A patch of an object is a manifest of that object. */
function kindOf(type: string): string {
  return (type.split(":")[2] ?? "").replace(/Patch$/, "");
}

/** Of urn:pulumi:dev::project::pulumi:providers:kubernetes::NAME::ID the name. */
function providerName({ provider = "" }: PlannedResource): string {
  return provider.split("::").at(-2) ?? "";
}
