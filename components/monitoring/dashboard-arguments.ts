import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../watched";
import type { WatchedQueue } from "./other-alarms";

/** Arguments of `Dashboard`. */
export interface DashboardArgs {
  /** What runs. */
  services: readonly { name: string; watched: Watched }[];
  /** The queues, by name. */
  queues: Readonly<Record<string, WatchedQueue>>;
  /** ARNs of the alarms whose state it shows. @default none */
  alarms?: readonly pulumi.Input<string>[];
}
