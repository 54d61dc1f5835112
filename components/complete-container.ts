import type * as pulumi from "@pulumi/pulumi";
import type { Architecture } from "../facts/architectures";
import { type BucketVolume, sharedByKind } from "./bucket-volume";
import type { ContainerDescription, EgressRule } from "./container-description";
import type { DataSource } from "./data-source";
import type { FileSystemSource } from "./file-system";
import { imageSource } from "./image/existing-image";
import type { ImageSource } from "./image/image-source";
import type { CompleteLogs } from "./log-routing";
import type { Permission } from "./permissions";

/** A container with every default filled in. */
export interface CompleteContainer {
  image: ImageSource;
  command?: string[];
  cpu: number;
  memory: number;
  ephemeralStorageGib?: number;
  architecture: Architecture;
  environment: Record<string, pulumi.Input<string>>;
  secrets: Record<string, string>;
  secretEnvironment: Record<string, pulumi.Input<string>>;
  writablePaths: string[];
  files: Record<string, string>;
  permissions: Permission[];
  uses: DataSource[];
  /** The file systems; buckets are `bucketVolumes`. */
  volumes: Record<string, FileSystemSource>;
  bucketVolumes: Record<string, BucketVolume>;
  logs: CompleteLogs;
  stopSeconds: number;
  egress: "any" | Required<EgressRule>[];
}

/** Fills in what a description leaves out. */
export function completeContainer(container: ContainerDescription): CompleteContainer {
  const { image, command, cpu = 256, memory = 512, architecture = "arm64", environment = {} } = container;
  const { secrets = {}, secretEnvironment = {}, writablePaths = ["/tmp"], files = {} } = container;
  const { permissions = [], uses = [], volumes = {}, logs, stopSeconds = 30, egress = [] } = container;
  return {
    image: imageSource(image),
    ...(command && { command }),
    cpu,
    memory,
    ...(container.ephemeralStorageGib !== undefined && {
      ephemeralStorageGib: container.ephemeralStorageGib,
    }),
    architecture,
    environment,
    secrets,
    secretEnvironment,
    writablePaths,
    files,
    permissions,
    uses,
    ...sharedByKind(volumes),
    logs: { ...logs, retentionDays: logs?.retentionDays ?? 30 },
    stopSeconds,
    egress: typeof egress === "string" ? egress : egress.map((rule) => ({ protocol: "tcp", ...rule })),
  };
}
