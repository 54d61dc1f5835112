import type { PlannedResource } from "../engine/plan";
import { isMap, type PropertyMap } from "../engine/value";
import { mapOf } from "../engine/value-at";

/** Whether the internet can reach a resource as it is planned. `siblings` are the resources beside or below it. */
export function isPublicEntry(resource: PlannedResource, siblings: readonly PlannedResource[]): boolean {
  const { type, inputs } = resource;
  switch (type) {
    case "aws:lb/loadBalancer:LoadBalancer":
      return inputs.internal !== true;
    case "kubernetes:networking.k8s.io/v1:Ingress":
      return (
        routes(inputs) &&
        !isInternal(inputs) &&
        !siblings.some(({ inputs }) => mapOf(inputs.spec).scheme === "internal")
      );
    case "kubernetes:gateway.networking.k8s.io/v1:Gateway":
      return true;
    case "kubernetes:core/v1:Service":
      return mapOf(inputs.spec).type === "LoadBalancer" && !isInternal(inputs);
    case "eks:index:Cluster":
      return inputs.endpointPublicAccess !== false;
    case "aws:eks/cluster:Cluster":
      return mapOf(inputs.vpcConfig).endpointPublicAccess !== false;
    case "aws:apigatewayv2/api:Api":
    case "aws:cloudfront/distribution:Distribution":
    case "aws:lambda/functionUrl:FunctionUrl":
      return true;
    default:
      return false;
  }
}

/** Whether an Ingress leads anywhere. Rules that aren't known yet may. */
function routes({ spec }: PropertyMap): boolean {
  const { rules, defaultBackend } = mapOf(spec);
  return (
    defaultBackend !== undefined ||
    !Array.isArray(rules) ||
    rules.some((rule) => !isMap(rule) || "http" in rule)
  );
}

function isInternal(inputs: PropertyMap): boolean {
  const annotations = mapOf(mapOf(inputs.metadata).annotations);
  return Object.entries(annotations).some(([key, value]) => key.endsWith("/scheme") && value === "internal");
}
