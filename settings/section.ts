import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { BlockVolume } from "../components/block-volume";
import type { CompleteRoute } from "../components/complete-service";
import type { DataType } from "../components/data/data-variables";
import type { JobDescription } from "../components/job";
import type { Scaling } from "../components/scaling";
import type { ServiceDescription } from "../components/service";
import type { NodeDemand } from "../facts/eks-node-cpus";
import type { Path } from "./toolkit/path";
import type { Tier } from "./toolkit/tier";
import type { ValidationErrors } from "./toolkit/validation-errors";

/** The profile and the role that the AWS provider uses; of a chain of roles the last. */
export interface Identity {
  profileName?: pulumi.Input<string>;
  roleArn?: pulumi.Input<string>;
}

/** The host of a route. */
export interface RoutedHost {
  /** Where the stack file has it. */
  at: Path;
  host: string;
  /** The platforms that the route's service runs on. */
  platforms: readonly string[];
}

/** A service whose connections are forwarded by port. */
export interface ConnectedService {
  name: string;
  /** The platforms that it runs on. */
  platforms: readonly string[];
}

/**
 * What a platform may not have, because of its own settings: a cluster that is there already has nodes and logs of its own, Fargate of
 * EKS no Spot, and EKS Auto Mode no static addresses and no tokens on routes.
 */
export type IgnoredKey = "capacity" | "logs" | "spot" | "staticAddresses" | "tokens";

/** What every section may know of the stack. */
export interface StackContext {
  tier: Tier;
  /** Whether everything that holds data is protected from deletion. */
  protection: boolean;
  /** The stack's platforms that run services. */
  platforms: readonly string[];
  /** All of the stack's platforms: those that run jobs alone, too. */
  allPlatforms: readonly string[];
  /** Region of the AWS provider; undefined where it is missing or wrong. */
  region: string | undefined;
  /** Whether regions are validated against the list of those that exist. */
  knownRegionsOnly: boolean;
  /** Whose credentials the AWS provider uses, where that isn't the environment's choice. */
  identity: Identity;
  /** Whether the stack has a domain, and thereby HTTPS. */
  hasDomain: boolean;
  /** Whether a CloudFront distribution is in front of the load balancer. */
  hasCloudFront: boolean;
  /** Whether the stack has a backup plan of its own. */
  hasBackups: boolean;
  /** Whether GuardDuty monitors the stack's clusters. */
  runtimeMonitoring: boolean;
  /** Whether the stack has alarms. */
  hasAlarms: boolean;
  /** Number of the network's zones; undefined in an existing VPC, where it can't be known. */
  availabilityZones: number | undefined;
  /** Whether tasks need public addresses, since the network has no NAT gateway and no private subnets. */
  tasksArePublic: boolean;
  /** Names of the registry's caches. */
  caches: readonly string[];
  /** The types of the data, by name. */
  data: Readonly<Record<string, DataType>>;
  /** The types of the data that the stack creates; the others exist already. */
  createdData: readonly DataType[];
  /** Names of the buckets whose events start jobs. */
  eventBuckets: readonly string[];
  /** Names of the buckets that report each new object, to a queue or by an event. */
  reportingBuckets: readonly string[];
  /** Names of the services. */
  serviceNames: readonly string[];
  /** The platforms that jobs run on. */
  jobPlatforms: readonly string[];
  /** The platforms that ignore a key of services and jobs, because of their own settings. */
  platformsIgnoring: Readonly<Record<IgnoredKey, readonly string[]>>;
  /** The hosts of the services' routes. */
  hosts: readonly RoutedHost[];
  /** The services with protocol tcp, udp or tls that are public, which have a host name of their own. */
  connectedServices: readonly ConnectedService[];
  /** Whether the value at a path is secret. */
  isSecret: (path: Path) => boolean;
}

/**
 * One section of the stack file: its schema with the defaults, what the program gets from it, the checks that the schema
 * can't do, and its documentation.
 */
export interface Section<Schema extends z.ZodType, Settings> {
  /** What a stack file may contain. */
  schema: Schema;
  /** The section's meaning, as a paragraph of the documentation. */
  meaning: string;
  /** YAML below `config:`, for the documentation. It must be a valid stack file. */
  example: string;
  /** The settings, complete. */
  settings(given: z.output<Schema> | undefined, stack: StackContext): Settings;
  /** Adds the errors that the schema doesn't find: keys that can't be combined, or need one another. */
  validate?(given: z.output<Schema> | undefined, stack: StackContext, errors: ValidationErrors): void;
  /** What is allowed, but must be known to whoever reads the plan. */
  warnings?(settings: Settings): string[];
}

/** What a service or a job asks of what it runs on. */
export type Demand = NodeDemand & Pick<ServiceDescription, "compute">;

/** What a service or a job uses of the stack's data, by name. */
interface NamedData {
  uses: readonly string[];
  volumes: Readonly<Record<string, string | BlockVolume>>;
}

/** What a platform checks of a service. */
export type ServiceOnPlatform = Required<
  Pick<
    ServiceDescription,
    | "architecture"
    | "cpu"
    | "memory"
    | "protocol"
    | "exposure"
    | "routes"
    | "calls"
    | "secrets"
    | "sidecars"
    | "logs"
    | "restartOnRotation"
    | "permissions"
    | "stopSeconds"
    | "port"
    | "egress"
    | "minimumHealthyPercent"
    | "maximumPercent"
  >
> &
  Pick<
    ServiceDescription,
    | "compute"
    | "ephemeralStorageGib"
    | "gpu"
    | "nodeGroup"
    | "sysctls"
    | "networkMode"
    | "hostVolumes"
    | "nodePort"
    | "placement"
    | "capacity"
    | "deployment"
    | "before"
    | "telemetry"
  > &
  NamedData & { scaling: { min: number; max: number } & Pick<Scaling, "schedules" | "steps" | "predictive"> };

/** What a platform checks of the routes of a service. */
export interface RoutedService extends Pick<ServiceOnPlatform, "exposure" | "protocol"> {
  routes: readonly CompleteRoute[];
}

/** What a platform checks of a job. */
export type JobOnPlatform = Required<
  Pick<
    JobDescription,
    | "architecture"
    | "cpu"
    | "environment"
    | "files"
    | "logs"
    | "memory"
    | "permissions"
    | "retries"
    | "secrets"
    | "stopSeconds"
  >
> &
  NamedData &
  Pick<JobDescription, "capacity" | "compute" | "ephemeralStorageGib" | "gpu" | "nodeGroup" | "schedule"> & {
    worker?: object;
    on?: object;
    /** The service whose image it has. */
    imageOf?: string | undefined;
  };

/** The section of a container platform: all of the settings that go when a fork removes the platform. */
export interface PlatformSection<Schema extends z.ZodType, Settings> extends Section<Schema, Settings> {
  /** The platform's name in documentation. */
  title: string;
  /** Whether it runs jobs alone, in stacks whose platforms name it. @default false */
  jobsOnly?: boolean;
  /** Whether its public services are behind load balancers of the stack's own. Default: true. */
  hasLoadBalancers?(settings: Settings): boolean;
  /** The keys of services and jobs that the platform ignores with these settings. Default: none. */
  ignores?(given: z.output<Schema> | undefined): readonly IgnoredKey[];
  /** Adds what the platform rejects of a service that runs on it. */
  validateService?(
    name: string,
    service: ServiceOnPlatform,
    stack: StackContext,
    errors: ValidationErrors,
    settings: Settings,
  ): void;
  /** Adds what the platform rejects of a job that runs on it. */
  validateJob?(
    name: string,
    job: JobOnPlatform,
    stack: StackContext,
    errors: ValidationErrors,
    settings: Settings,
  ): void;
  /** What the platform allows of its jobs, but must be known to whoever reads the plan. */
  warningsAboutJobs?(jobs: Readonly<Record<string, JobOnPlatform>>, settings: Settings): string[];
  /** Adds what the platform rejects of the services that run on it together. */
  validateServices?(services: readonly Demand[], settings: Settings, errors: ValidationErrors): void;
  /** Adds what the platform rejects of the routes of all services that run on it. */
  validateRoutes?(
    services: Readonly<Record<string, RoutedService>>,
    settings: Settings,
    errors: ValidationErrors,
  ): void;
  /** What the platform allows of the services that run on it, but must be known to whoever reads the plan. */
  warningsAboutServices?(services: Readonly<Record<string, ServiceOnPlatform>>, settings: Settings): string[];
}
