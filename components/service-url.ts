import * as pulumi from "@pulumi/pulumi";
import type { Route } from "./service";

/** Where a load balancer answers. */
export interface Address {
  scheme: "http" | "https";
  hostName: pulumi.Input<string>;
}

/** The address of a service: that of its first route, up to the first wildcard. */
export function serviceUrl({ scheme, hostName }: Address, [first]: readonly Route[]): pulumi.Output<string> {
  const path = first?.path.replace(/[*?].*$/, "") ?? "/";
  const host = first?.host === undefined || /[*?]/.test(first.host) ? hostName : first.host;
  return pulumi.interpolate`${scheme}://${host}${path}`;
}
