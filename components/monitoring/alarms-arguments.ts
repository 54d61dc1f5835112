import type { FailureTopic } from "../failure-topic";
import type { Watched } from "../watched";
import type { WatchedQueue } from "./other-alarms";
import type { Thresholds } from "./thresholds";

/** Arguments of `Alarms`. */
export interface AlarmsArgs extends Thresholds {
  /** The topic that they notify. */
  topic: FailureTopic;
  /** What runs. */
  services: readonly { name: string; watched: Watched }[];
  /** The queues, by name. */
  queues: Readonly<Record<string, WatchedQueue>>;
}
