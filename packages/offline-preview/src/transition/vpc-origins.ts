import type { PlannedResource } from "../engine/plan";
import type { Cloud, Reason } from "./step";

/** An update of a VPC origin that a CloudFront distribution uses, which CloudFront refuses but for its tags. */
export function vpcOriginInUse(
  base: PlannedResource,
  head: PlannedResource,
  cloud: Cloud,
): Reason | undefined {
  if (!head.type.startsWith("aws:cloudfront/vpcOrigin:")) return undefined;
  const { vpcOriginEndpointConfig: was } = base.inputs;
  if (JSON.stringify(was) === JSON.stringify(head.inputs.vpcOriginEndpointConfig)) return undefined;
  const found = [...cloud].find(
    ({ resource: { type, propertyDependencies } }) =>
      type.startsWith("aws:cloudfront/distribution:") && propertyDependencies.origins?.includes(base.urn),
  );
  return found === undefined
    ? undefined
    : {
        because: `${found.resource.name} uses it`,
        instead: 'Replace it: replaceOnChanges: ["vpcOriginEndpointConfig"], with another name.',
        error: "CannotUpdateEntityWhileInUse",
      };
}
