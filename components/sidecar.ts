import type * as pulumi from "@pulumi/pulumi";
import { containerLimits } from "../facts/container-limits";
import { serviceLimits } from "../facts/service-limits";
import { sidecarLimits, sidecarNameError } from "../facts/sidecar-limits";
import { type CompleteContainer, completeContainer } from "./complete-container";
import type { ContainerDescription } from "./container-description";
import { bytesOf, type FileVolume, fileVolumes } from "./container-files";
import { validateContainer } from "./container-validation";
import type { ImageSource } from "./image/image-source";
import { mustBe, validateWholeNumber } from "./invalid-arguments";
import { portsOfTelemetry } from "./telemetry";
import { type WritableVolume, writableVolumes } from "./writable-volumes";

/**
 * A container beside that of each replica, such as a proxy or a collector. It starts before the service's container, which
 * waits until it is healthy, and stops after it; one that ends is started again. Both reach each other on localhost, and
 * nobody else reaches a sidecar. It has the permissions of the service.
 */
export interface SidecarDescription {
  /** Reference of the image, by digest or by a tag that can't be moved; or an image of components/image. */
  image: ImageSource | pulumi.Input<string>;
  /** Command with its arguments, instead of the image's own (CMD); an ENTRYPOINT stays. @default the image's */
  command?: string[];
  /** TCP port that it listens on, 1024 to 65535, another than the service's. Passed to it as the variable PORT. @default none */
  port?: number;
  /** CPU units of those of the service, which keeps the rest. @default 64 */
  cpu?: number;
  /** Memory in MiB of that of the service, which keeps the rest; a hard limit. @default 128 */
  memory?: number;
  /** Environment variables. @default none */
  environment?: Record<string, string>;
  /** Variables whose values are in Secrets Manager or Parameter Store, as those of the service. @default none */
  secrets?: Record<string, string>;
  /** Text of files, as those of the service, with which they share the limit of 32 KiB. @default none */
  files?: Record<string, string>;
  /** Directories that it may write to, which it shares with no other container. @default ["/tmp"] */
  writablePaths?: string[];
  /** Id of the user and the group that it runs as, other than root's. @default 65532 */
  user?: number;
  /** Whether a replica is healthy only with it, and the service waits for it. @default true */
  essential?: boolean;
  /** Its health check, of an essential one. @default none: it is healthy once it has started */
  health?: SidecarHealth;
}

/** A command in a sidecar that tells whether it is healthy. */
export interface SidecarHealth {
  /** Command with its arguments, in the container: healthy where it ends with 0. */
  command: string[];
  /** Seconds between two checks, 5 to 300. @default 5 */
  intervalSeconds?: number;
  /** Seconds in which failed checks don't count, 0 to 300. @default 30 */
  graceSeconds?: number;
  /** Failed checks in a row after which it is unhealthy, 2 to 10. @default 2 */
  unhealthyThreshold?: number;
}

/** A sidecar with every default filled in. */
export interface CompleteSidecar {
  name: string;
  container: CompleteContainer;
  port: number | undefined;
  user: number;
  essential: boolean;
  health: Required<SidecarHealth> | undefined;
}

/** Name of the collector of telemetry, a sidecar that no description can have. */
export const collectorName = "aws-otel-collector";

/** Fills in what descriptions leave out; sorted by name. */
export function completeSidecars(
  sidecars: Readonly<Record<string, SidecarDescription>>,
  { architecture, logs, stopSeconds }: Pick<ContainerDescription, "architecture" | "logs" | "stopSeconds">,
): CompleteSidecar[] {
  const shared = {
    ...(architecture && { architecture }),
    ...(logs && { logs }),
    ...(stopSeconds !== undefined && { stopSeconds }),
  };
  return Object.entries(sidecars)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { port, user = 65532, essential = true, health, ...container }]) => ({
      name,
      container: completeContainer({ cpu: 64, memory: 128, ...container, ...shared }),
      port,
      user,
      essential,
      health: health && { intervalSeconds: 5, graceSeconds: 30, unhealthyThreshold: 2, ...health },
    }));
}

interface Sized {
  cpu: number;
  memory: number;
  sidecars?: readonly CompleteSidecar[];
}

/** A container that may have sidecars. */
export type WithSidecars = CompleteContainer & Pick<Sized, "sidecars">;

/** What its sidecars leave a container of its size. */
export function ownSize({ cpu, memory, sidecars = [] }: Sized): { cpu: number; memory: number } {
  const sum = (key: "cpu" | "memory") => sidecars.reduce((total, { container }) => total + container[key], 0);
  return { cpu: cpu - sum("cpu"), memory: memory - sum("memory") };
}

type WithFiles = Required<Pick<Sized, "sidecars">> & Pick<CompleteContainer, "files">;

interface WithPorts {
  port: number;
  exposure: string;
  telemetry?: object;
}

/** Validates the sidecars of the service `name`. */
export function validateSidecars(name: string, service: Required<Sized> & WithFiles & WithPorts): string[] {
  const sidecars = service.sidecars.filter((sidecar) => sidecar.name !== collectorName);
  const { max } = sidecarLimits.sidecars;
  return [
    ...(sidecars.length <= max
      ? []
      : [`service.sidecars has ${sidecars.length} sidecars: must have at most ${max}`]),
    ...sidecars.flatMap((sidecar) => validateSidecar(name, sidecar)),
    ...validatePorts(service),
    ...validateFileBytes(service),
    ...validateRest(service),
  ];
}

function validateSidecar(service: string, sidecar: CompleteSidecar): string[] {
  const { name, container, port, user, essential, health } = sidecar;
  const at = `service.sidecars.${name}`;
  const error = sidecarNameError(name, service);
  return [
    ...(error === undefined ? [] : [mustBe("a name in service.sidecars", name, error)]),
    ...validateWholeNumber(`${at}.port`, port, sidecarLimits.port),
    ...validateWholeNumber(`${at}.cpu`, container.cpu, sidecarLimits.cpu),
    ...validateWholeNumber(`${at}.memory`, container.memory, sidecarLimits.memory),
    ...validateWholeNumber(`${at}.user`, user, sidecarLimits.user),
    ...validateContainer(at, container, port === undefined ? {} : { PORT: `${at}.port` }),
    ...(health === undefined || essential
      ? []
      : [`${at}.health has no effect on one that isn't essential: must be left out`]),
    ...(health && health.command.length === 0 ? [`${at}.health.command is empty: must be a command`] : []),
    ...validateWholeNumber(
      `${at}.health.intervalSeconds`,
      health?.intervalSeconds,
      serviceLimits.healthIntervalSeconds,
    ),
    ...validateWholeNumber(`${at}.health.graceSeconds`, health?.graceSeconds, sidecarLimits.graceSeconds),
    ...validateWholeNumber(
      `${at}.health.unhealthyThreshold`,
      health?.unhealthyThreshold,
      serviceLimits.unhealthyThreshold,
    ),
  ];
}

/** Containers of a replica have one address. */
function validatePorts({ sidecars, port, exposure, telemetry }: Required<Sized> & WithPorts): string[] {
  const taken = portsOfTelemetry(telemetry);
  if (exposure !== "none") taken.set(port, "service.port");
  return sidecars.flatMap(({ name, port: own }) => {
    if (own === undefined) return [];
    const argument = `service.sidecars.${name}.port`;
    const other = taken.get(own);
    if (other === undefined) taken.set(own, argument);
    return other === undefined ? [] : [mustBe(argument, own, `another one: ${other} is the same`)];
  });
}

/** A task definition has room for all files of its containers together. */
function validateFileBytes({ files, sidecars }: WithFiles): string[] {
  const { max } = containerLimits.fileBytes;
  const bytes = [files, ...sidecars.map(({ container }) => container.files)].map(bytesOf);
  const sum = bytes.reduce((total, each) => total + each, 0);
  return sum <= max || bytes.some((each) => each > max)
    ? []
    : [
        `service.files and those of its sidecars have ${sum} bytes of text: must have at most ${max}, for a task definition has 64 KiB`,
      ];
}

function validateRest(service: Required<Sized>): string[] {
  if (service.sidecars.length === 0) return [];
  const rest = ownSize(service);
  const { serviceCpu, serviceMemory } = sidecarLimits;
  return [
    ...(rest.cpu >= serviceCpu.min
      ? []
      : [
          `service.cpu is ${service.cpu}: must be at least ${serviceCpu.min} above the ${service.cpu - rest.cpu} of its sidecars`,
        ]),
    ...(rest.memory >= serviceMemory.min
      ? []
      : [
          `service.memory is ${service.memory}: must be at least ${serviceMemory.min} above the ${service.memory - rest.memory} of its sidecars`,
        ]),
  ];
}

/** The volumes of a sidecar: its own, though two containers may have the same directory. */
export function sidecarVolumes({ name, container }: CompleteSidecar): WritableVolume[] {
  return writableVolumes(container.writablePaths).map((volume) => named(name, volume));
}

/** The volumes of its files, its own too. */
export function sidecarFileVolumes({ name, container }: CompleteSidecar): FileVolume[] {
  return fileVolumes(container.files).map((volume) => named(name, volume));
}

function named<V extends WritableVolume>(sidecar: string, volume: V): V {
  return { ...volume, name: `sidecar-${sidecar}-${volume.name.slice(-33)}` };
}

/** Where the values of all secret variables are, of a container and of its sidecars. */
export function secretReferences({ secrets, sidecars = [] }: WithSidecars): string[] {
  return [secrets, ...sidecars.map(({ container }) => container.secrets)].flatMap((each) =>
    Object.values(each),
  );
}

/** The variables of a sidecar besides those of its description. */
export function sidecarVariables({ port }: CompleteSidecar): Record<string, string> {
  return port === undefined ? {} : { PORT: String(port) };
}
