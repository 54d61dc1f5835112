import type * as pulumi from "@pulumi/pulumi";
import { sharedVolumesOf } from "./bucket-volume";
import type { DataSource } from "./data-source";
import type { StackJob } from "./deployment";
import type { ImageSource } from "./image/image-source";
import { type ImageOrigin, type ImageRegistry, resolveImage } from "./image/resolve-image";
import type { JobDescription } from "./job";
import type { BucketEvent, BusEvent, JobEvent, JobSuccess } from "./job-event";
import { type DescribedLogs, withBucketName } from "./log-routing";
import type { ServiceWithImage } from "./stack-services";

/** What starts a job, as a stack file describes it. */
export type DescribedEvent = (Omit<BucketEvent, "event"> & { event: string }) | BusEvent | JobSuccess;

/** A job as a stack file describes it: where its image comes from, or whose it is, and what it uses and mounts by name. */
export type DescribedJob = Omit<JobDescription, "image" | "uses" | "volumes" | "on" | "logs"> &
  ImageOrigin & {
    platforms: readonly string[];
    uses: readonly string[];
    volumes: Readonly<Record<string, string>>;
    logs?: DescribedLogs;
    /** The event that starts it; of a bucket by its name among the data. */
    on?: DescribedEvent | undefined;
    /** Name of the service whose image it has. @default none: it has an image of its own */
    imageOf?: string | undefined;
  };

/** A job of a stack with its image. */
export interface JobWithImage extends StackJob {
  readonly image: ImageSource;
  /** Name of the service whose image it is; undefined for its own. */
  readonly imageOf: string | undefined;
}

/** Each job with its image, its own or that of a service, and with the data that it uses and mounts. */
export function stackJobs(
  described: Readonly<Record<string, DescribedJob>>,
  stack: {
    registry: ImageRegistry;
    data: Readonly<Record<string, DataSource>>;
    services: readonly ServiceWithImage[];
  },
  options: pulumi.ComponentResourceOptions,
): JobWithImage[] {
  return Object.entries(described).map(([name, { platforms, imageOf, on, ...job }]) => {
    const ofService = stack.services.find((service) => service.name === imageOf)?.image;
    const image = ofService ?? resolveImage(name, job, stack.registry, options);
    const uses = job.uses.flatMap((used) => stack.data[used] ?? []);
    const volumes = sharedVolumesOf(job.volumes, stack.data);
    const logs = withBucketName(job.logs ?? {}, stack.data);
    return {
      name,
      platforms,
      image,
      imageOf,
      job: { ...job, image, uses, volumes, logs, on: eventOf(on, stack.data) },
    };
  });
}

/** The event with its bucket. The settings have refused a name that isn't a bucket's. */
function eventOf(
  on: DescribedEvent | undefined,
  data: Readonly<Record<string, DataSource>>,
): JobEvent | undefined {
  if (on === undefined || !("event" in on)) return on;
  const event = data[on.event];
  return event && { ...on, event };
}
