import type * as pulumi from "@pulumi/pulumi";
import type { BlockVolume } from "./block-volume";
import type { DataSource } from "./data-source";
import { type Deployment, deployedAs, type StackService } from "./deployment";
import type { ImageSource } from "./image/image-source";
import { type ImageOrigin, type ImageRegistry, resolveImage } from "./image/resolve-image";
import { type DescribedLogs, withBucketName } from "./log-routing";
import { ImageRetention } from "./registry/image-retention";
import type { Retention } from "./registry/lifecycle";
import type { ServiceDescription } from "./service";
import { mountedVolumes } from "./service-volumes";

/** A service as a stack file describes it: where its image comes from, and what it uses and mounts by name. */
export type DescribedService = Omit<ServiceDescription, "image" | "uses" | "volumes" | "logs"> &
  ImageOrigin & {
    platforms: readonly string[];
    uses: readonly string[];
    /** File systems by their names among the data, and volumes of each replica's own. */
    volumes: Readonly<Record<string, string | BlockVolume>>;
    logs?: DescribedLogs;
    /** Name of the service whose image it has. @default none: it has an image of its own */
    imageOf?: string | undefined;
    /** The queue whose messages it scales on, by its name among the data. @default none */
    backlog?: { queue: string; messagesPerTask: number } | undefined;
  };

/** A service of a stack with its image. */
export interface ServiceWithImage extends StackService {
  readonly image: ImageSource;
  /** Name of the service whose image it is; undefined for its own. */
  readonly imageOf: string | undefined;
}

/** A service or a job with its image. */
interface WithImage {
  readonly name: string;
  readonly image: ImageSource;
  /** Name of the service whose image it is. @default its own */
  readonly imageOf?: string | undefined;
}

/** Names of the services and jobs whose images are built, each of which has a repository. */
export function builtServices(described: Readonly<Record<string, ImageOrigin>>): string[] {
  return Object.entries(described).flatMap(([name, { source }]) => (source === undefined ? [] : [name]));
}

/**
 * Each service with its image, built from source, an existing one or that of another service, and with the data that it uses
 * and mounts.
 */
export function stackServices(
  described: Readonly<Record<string, DescribedService>>,
  { registry, data }: { registry: ImageRegistry; data: Readonly<Record<string, DataSource>> },
  options: pulumi.ComponentResourceOptions,
): ServiceWithImage[] {
  const images = new Map<string, ImageSource>();
  return Object.entries(described).map(([name, { platforms, imageOf, backlog, ...service }]) => {
    const image = images.get(imageOf ?? "") ?? resolveImage(name, service, registry, options);
    images.set(name, image);
    const uses = service.uses.flatMap((used) => data[used] ?? []);
    const volumes = mountedVolumes(service.volumes, data);
    const logs = withBucketName(service.logs ?? {}, data);
    const queueName = backlog && data[backlog.queue]?.queueName;
    const scaling =
      backlog && queueName
        ? { ...service.scaling, backlog: { queueName, messagesPerTask: backlog.messagesPerTask } }
        : service.scaling;
    return {
      name,
      platforms,
      image,
      imageOf,
      service: { ...service, image, uses, volumes, logs, ...(scaling && { scaling }) },
    };
  });
}

/**
 * Lets images expire, only after the rollout: until every platform runs the new image of a service or a job, the
 * previous one is protected.
 */
export function retainImages(
  running: readonly WithImage[],
  retention: Retention,
  deployments: readonly Deployment[],
  options: pulumi.ComponentResourceOptions,
): void {
  for (const { name, image } of withOwnImage(running)) {
    if (image.retained) {
      const users = running.filter((other) => other.name === name || other.imageOf === name);
      const dependsOn = users.flatMap((user) => deployedAs(user.name, deployments));
      new ImageRetention(name, { ...retention, ...image.retained }, { ...options, dependsOn });
    }
  }
}

/** The references of the images of services and jobs, by name, for the stack's outputs. */
export function imageUrisOf(running: readonly WithImage[]): Record<string, ImageSource["uris"]> {
  return Object.fromEntries(withOwnImage(running).map(({ name, image }) => [name, image.uris]));
}

function withOwnImage(running: readonly WithImage[]): WithImage[] {
  return running.filter(({ imageOf }) => imageOf === undefined);
}
