/** Template of the ARN of a resource in a region. */
export function arn(service: string, resource: string): string {
  return `arn:{partition}:${service}:{region}:{account}:${resource}`;
}

/** Template of the ARN of a resource without a region. */
export function globalArn(service: string, resource: string): string {
  return `arn:{partition}:${service}::{account}:${resource}`;
}
