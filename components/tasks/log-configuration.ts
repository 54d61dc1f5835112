import type * as pulumi from "@pulumi/pulumi";

/** Where a container's log lines go. */
export interface LogDestination {
  group: pulumi.Input<string>;
  region: pulumi.Input<string>;
}

/** Sends log lines to a log group, in streams with a prefix. */
export function logConfiguration(prefix: string, logs: LogDestination) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logs.group,
      "awslogs-region": logs.region,
      "awslogs-stream-prefix": prefix,
      // A service must not block because its logs can't be delivered; 25 MiB bridge some minutes.
      mode: "non-blocking",
      "max-buffer-size": "25m",
    },
  } as const;
}
