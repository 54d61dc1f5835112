import { formatPath, type Path } from "../toolkit/path";

/** The service whose image a job has, where it has none of its own. */
export interface ImageOwner {
  imageOf?: string | undefined;
}

/** What a service or a job of arm64 lacks for GPUs: its own image is built for its architecture, that of a service for the service's. */
export function needsX86({ imageOf }: ImageOwner, reason: string): string {
  return imageOf === undefined
    ? `needs architecture: x86_64, which the image is built for then: ${reason}.`
    : `needs architecture: x86_64: ${reason}. ${setOnService(imageOf, "Set")}`;
}

/** How the image of a service becomes one of another architecture. */
export function setOnService(service: string, verb: "Set" | "set", architecture = "x86_64"): string {
  return `${verb} ${formatPath(architectureOf(service))}: ${architecture}, or give the job a source of its own.`;
}

/** The setting that the image of a service is built for. */
export function architectureOf(service: string): Path {
  return ["services", service, "architecture"];
}
