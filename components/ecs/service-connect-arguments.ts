import type * as pulumi from "@pulumi/pulumi";
import type { CallGraph } from "../calls";

/** Arguments of {@link ServiceConnect}. */
export interface ServiceConnectArgs {
  /** Name of the namespace, unique in account and region: the cluster's. */
  namespace: pulumi.Input<string>;
  /** The services of the cluster, by name. */
  services: CallGraph;
}
