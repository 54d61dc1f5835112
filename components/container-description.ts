import type * as pulumi from "@pulumi/pulumi";
import type { Architecture } from "../facts/architectures";
import type { SharedVolume } from "./bucket-volume";
import type { DataSource } from "./data-source";
import type { ImageSource } from "./image/image-source";
import type { Logs } from "./log-routing";
import type { Permission } from "./permissions";

/**
 * The container of a service or a job: what runs, how large it is, its variables, what it may do and where its log lines go.
 * The same for every platform.
 */
export interface ContainerDescription {
  /**
   * What runs: an image of components/image, or the reference of an image, by digest or by a tag that can't be moved. A
   * platform is allowed to pull from the private ECR repository that a reference names.
   */
  image: ImageSource | pulumi.Input<string>;
  /** Command with its arguments, instead of the image's own (CMD); an ENTRYPOINT stays. @default the image's */
  command?: string[];
  /**
   * CPU units; 1024 are one vCPU. Fargate has seven sizes (facts/fargate-sizes.ts), from $5.91 a month for 256 on arm64;
   * EKS takes any.
   * @default 256
   */
  cpu?: number;
  /**
   * Memory in MiB, a hard limit. Fargate has sizes for each number of CPU units, $1.30 a month for 512 on arm64; EKS takes
   * any.
   * @default 512
   */
  memory?: number;
  /**
   * GiB of disk of each replica for what it writes, 21 to 200; on Fargate with the image in it. $0.08 a month on Fargate for each above
   * 20. On EKS it is requested and the limit, above which the pod is evicted; nodes get disks for the largest, $0.08 a month for each GiB. Refused on instances of ECS and Batch.
   * @default 20 on Fargate; on EKS what the node has left, 256 MiB in each writable directory
   */
  ephemeralStorageGib?: number;
  /** CPU architecture that the image is built for. @default arm64 */
  architecture?: Architecture;
  /** Environment variables. Secret values stay secret in plan and state. @default none */
  environment?: Record<string, pulumi.Input<string>>;
  /**
   * Variables whose values are in Secrets Manager or Parameter Store, by name: the ARN of a secret, with `:KEY` behind it for
   * one key of its JSON, or the name of a parameter. A replica gets them as it starts; they are in no plan, state or manifest.
   * @default none
   */
  secrets?: Record<string, string>;
  /**
   * Variables whose values are secrets of the program's own, $0.40 a month on ECS, where they go into Secrets Manager; on EKS
   * into a Kubernetes Secret.
   * @default none
   */
  secretEnvironment?: Record<string, pulumi.Input<string>>;
  /**
   * Directories that the container may write to; the rest of its root filesystem is read-only. Their content lasts as long as
   * the replica. On Fargate a directory that the image has keeps its owner and content only if the image declares it as a
   * VOLUME; on EKS each is empty, writable for every user, and holds at most 256 MiB.
   * @default ["/tmp"]
   */
  writablePaths?: string[];
  /**
   * Text of files, by their paths in the container, which are read-only. Their directory has nothing else: what the image has
   * there is hidden, so that each should be in a directory of its own. At most 20 files and 32 KiB of text. Everybody who may
   * describe task definitions or read ConfigMaps can read it.
   * @default none
   */
  files?: Record<string, string>;
  /**
   * What the service may do with AWS APIs: ARNs of managed policies and statements. Attached to the task role on ECS, and to a
   * role of the service's by EKS Pod Identity on EKS. At most 10 managed policies.
   * @default none
   */
  permissions?: Permission[];
  /**
   * Data that the service uses, such as a `DataBucket`: it gets variables that say where it is, and may read and write it.
   * @default none
   */
  uses?: DataSource[];
  /**
   * What is mounted, by directory: file systems, such as a `DataFileSystem` at /data, which take no `uses`; on EKS also buckets that
   * it uses. All replicas share them, and their files outlast the replicas.
   * @default none
   */
  volumes?: Record<string, SharedVolume>;
  /** Where log lines go, and how long they are kept. @default CloudWatch Logs, 30 days */
  logs?: Logs;
  /**
   * Seconds from the signal to stop (SIGTERM) until the container is killed, 2 to 3600; on Fargate at most 120. With Spot
   * capacity AWS takes everything back after 120 s, draining included.
   * @default 30
   */
  stopSeconds?: number;
  /**
   * Connections that the service may open: besides HTTPS to anywhere and DNS those of a list, or `any`.
   * @default [], HTTPS and DNS alone
   */
  egress?: Egress;
}

/** The connections that a service may open. */
export type Egress = "any" | EgressRule[];

/** Connections to one port of a range of addresses. */
export interface EgressRule {
  /** Destination port, 1 to 65535. */
  port: number;
  /** Destination, an IPv4 CIDR block such as 10.1.0.0/16; 0.0.0.0/0 is anywhere. */
  cidr: string;
  /** @default tcp */
  protocol?: "tcp" | "udp";
}
