import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { fluentBitImage } from "../../facts/fluent-bit";
import { bufferedLogLines, logRouterSize } from "../../facts/log-routing";
import { shellImage } from "../../facts/shell-image";
import { user } from "../tasks/container-user";
import { type LogDestination, logConfiguration } from "../tasks/log-configuration";
import type { LogRouting } from "./log-routing";

/** Name of the router's container, which no service and no sidecar can have. */
const routerName = "log_router";

/** The volume of its further outputs, and of what it hasn't sent to a bucket yet. */
const volume = { name: "log-router", path: "/log-router" };

/** Prepares the volume, which belongs to root: its first argument is the text of the file. */
const preparation = `printf %s "$1" > ${volume.path}/outputs.conf; chmod 1777 ${volume.path}`;

/** Options of an output of Fluent Bit. */
type Output = Record<string, pulumi.Input<string>>;

/**
 * The containers of a task, which send their log lines to a log router of FireLens, and the router: AWS for Fluent Bit, hardened
 * as the service's container. They start after it and stop before it, so that it gets their last lines; its own go straight to the
 * log group.
 *
 * ECS makes one output of Fluent Bit from the options of each container. Further ones are in a file that another container writes
 * before the router starts, as it opens the volume for what a bucket gets.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef.html (read 2026-11-22)
 * @see https://github.com/aws/amazon-ecs-agent/pull/4598, for a user other than root (read 2026-11-22)
 */
export function routed(
  containers: readonly aws.ecs.ContainerDefinition[],
  routing: LogRouting,
  logs: LogDestination,
): aws.ecs.ContainerDefinition[] {
  return [
    ...containers.map((container) => ({
      ...container,
      dependsOn: [{ containerName: routerName, condition: "START" as const }, ...(container.dependsOn ?? [])],
      logConfiguration: {
        logDriver: "awsfirelens" as const,
        options: {
          ...outputsOf(container.name, routing, logs)[0],
          "log-driver-buffer-limit": String(bufferedLogLines),
        },
      },
    })),
    ...routerContainers(routing, logs),
  ];
}

/** The volume of the router, where it needs one. */
export function routerVolumes(routing: LogRouting | undefined): { name: string }[] {
  return routing && needsVolume(routing) ? [{ name: volume.name }] : [];
}

/** What the names of the router's log streams of a container begin with; the id of the task follows. */
export function logStreamPrefix(container: string): string {
  return `${container}/${container}-firelens-`;
}

function routerContainers(routing: LogRouting, logs: LogDestination): aws.ecs.ContainerDefinition[] {
  const prepared = needsVolume(routing);
  const hardened = {
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { drop: ["ALL" as const] } },
    ...(prepared && {
      mountPoints: [{ sourceVolume: volume.name, containerPath: volume.path, readOnly: false }],
    }),
  };
  const files = `${routerName}_files`;
  const router: aws.ecs.ContainerDefinition = {
    name: routerName,
    image: fluentBitImage,
    essential: true,
    user,
    ...hardened,
    ...logRouterSize,
    firelensConfiguration: {
      type: "fluentbit",
      options: {
        "enable-ecs-log-metadata": "true",
        ...(prepared && {
          "config-file-type": "file",
          "config-file-value": `${volume.path}/outputs.conf`,
        }),
      },
    },
    ...(prepared && { dependsOn: [{ containerName: files, condition: "SUCCESS" }] }),
    restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    // It has 30 s for what isn't sent yet.
    stopTimeout: 45,
    logConfiguration: logConfiguration(routerName, logs),
  };
  if (!prepared) return [router];
  const writer: aws.ecs.ContainerDefinition = {
    name: files,
    image: shellImage,
    essential: false,
    user: "0:0",
    ...hardened,
    entryPoint: ["sh", "-ec", preparation, "sh"],
    command: pulumi.all([fileOf(outputsOf("", routing, logs).slice(1))]),
    logConfiguration: logConfiguration(files, logs),
  };
  return [router, writer];
}

/** A bucket needs room for a file that isn't complete yet, and a second output a file of its own. */
function needsVolume({ cloudWatch, firehoseArn, bucket }: LogRouting): boolean {
  return bucket !== undefined || (cloudWatch && firehoseArn !== undefined);
}

/** The outputs of a container's log lines; all but the first are the same for all containers. */
function outputsOf(container: pulumi.Input<string>, routing: LogRouting, logs: LogDestination): Output[] {
  const { cloudWatch, firehoseArn, bucket, prefix } = routing;
  const { region } = logs;
  const shared = { region, retry_limit: "5" };
  return [
    ...(cloudWatch
      ? [
          {
            Name: "cloudwatch_logs",
            ...shared,
            log_group_name: logs.group,
            log_stream_prefix: pulumi.interpolate`${container}/`,
            // The lines as they are, as with the driver awslogs.
            log_key: "log",
            auto_create_group: "false",
          },
        ]
      : []),
    ...(firehoseArn === undefined
      ? []
      : [
          {
            Name: "kinesis_firehose",
            ...shared,
            delivery_stream: firehoseArn.slice(firehoseArn.indexOf("/") + 1),
          },
        ]),
    ...(bucket === undefined
      ? []
      : [
          {
            Name: "s3",
            ...shared,
            bucket,
            s3_key_format: `/${prefix}%Y/%m/%d/%H-%M-%S-$UUID.gz`,
            compression: "gzip",
            use_put_object: "true",
            total_file_size: "20M",
            upload_timeout: "10m",
            store_dir: `${volume.path}/s3`,
          },
        ]),
  ];
}

/** The configuration of further outputs, of the log lines of all containers. */
function fileOf(outputs: readonly Output[]): pulumi.Output<string> {
  return pulumi.output(outputs).apply((all) =>
    all
      .map(({ Name = "", ...options }) => {
        const lines = Object.entries({ Name, Match: "*-firelens-*", ...options });
        return `[OUTPUT]\n${lines.map(([key, value]) => `    ${key} ${value}\n`).join("")}`;
      })
      .join("\n"),
  );
}
