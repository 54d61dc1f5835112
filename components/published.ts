import type { ServiceDescription } from "./service";

/** What decides on a service's load balancer. */
export type Published = Pick<ServiceDescription, "exposure" | "protocol">;

/** Whether an Application Load Balancer routes requests to a service. */
export function getsRequests({ exposure = "public" }: Published): boolean {
  return exposure === "public";
}
