import type { z } from "zod";
import { bytesOf } from "../../../components/container-files";
import { defaultPort } from "../../../components/published";
import type { SidecarDescription } from "../../../components/sidecar";
import { containerLimits } from "../../../facts/container-limits";
import { imageDigest, imageReference } from "../../../facts/image-references";
import { serviceLimits } from "../../../facts/service-limits";
import { sidecarLimits, sidecarName, sidecarNameError } from "../../../facts/sidecar-limits";
import { otlpPorts, telemetryCollectorSize } from "../../../facts/telemetry";
import type { StackContext } from "../../section";
import { complete, withDefault } from "../../toolkit/defaults";
import { boolean, integer, list, object, record, string } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import type { Tier } from "../../toolkit/tier";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { containerKeys, validateWritablePaths } from "./container";
import { secretsSchema, validateSecrets, variableName, variableValue } from "./environment";
import { fileSettings, filesSchema, validateFiles } from "./files";

const health = object(
  {
    intervalSeconds: withDefault(
      5,
      integer(serviceLimits.healthIntervalSeconds, "Seconds between two checks."),
    ),
    graceSeconds: withDefault(
      30,
      integer(sidecarLimits.graceSeconds, "Seconds in which failed checks don't count."),
    ),
    unhealthyThreshold: withDefault(
      2,
      integer(serviceLimits.unhealthyThreshold, "Failed checks in a row after which it is unhealthy."),
    ),
  },
  "Health check of an essential sidecar: the service starts once it is healthy, and a replica with an unhealthy one receives no more " +
    "requests. Default: it is healthy once it has started.",
  {
    command: list(
      string(/^[^\0]{1,1000}$/, "a string of at most 1000 characters", "One argument."),
      { min: 1, max: 20, allowed: "a list of 1 to 20 arguments, such as [/bin/health]" },
      "Command that is run in the container: healthy where it ends with 0.",
    ),
  },
);

const sidecar = object(
  {
    command: containerKeys.command,
    port: integer(
      sidecarLimits.port,
      "TCP port that it listens on, another than the service's. It gets it as the variable PORT. Default: none.",
    ),
    cpu: withDefault(
      64,
      integer(sidecarLimits.cpu, "CPU units of those of the service, which keeps the rest."),
    ),
    memory: withDefault(
      128,
      integer(sidecarLimits.memory, "Memory in MiB of that of the service, which keeps the rest."),
    ),
    environment: withDefault(
      {},
      record(
        variableName,
        variableValue("Value of a variable."),
        "Environment variables of it, by name, none secret.",
      ),
    ),
    secrets: secretsSchema,
    files: filesSchema,
    writablePaths: containerKeys.writablePaths,
    user: withDefault(65532, integer(sidecarLimits.user, "Id of the user and the group that it runs as.")),
    essential: withDefault(
      true,
      boolean("Whether a replica is healthy only with it, and the service waits for it."),
    ),
    health,
  },
  "A sidecar.",
  {
    image: string(
      imageReference,
      "the reference of an image, such as public.ecr.aws/envoy/envoy@sha256:…",
      "The image, in prod by digest.",
    ),
  },
);

/** Containers beside that of a service. */
export const sidecarsSchema = withDefault(
  {},
  record(
    {
      pattern: sidecarName,
      allowed:
        "at most 20 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen",
    },
    sidecar,
    "Containers beside the service's in each replica, such as a proxy, by name. Each starts before the service's container and " +
      "stops after it, and both reach each other on localhost; nobody else reaches it. They share cpu and memory of the service.",
  ),
);

type GivenFiles = Parameters<typeof fileSettings>[0];
type Given = Readonly<Record<string, z.output<typeof sidecar>>>;

/** The sidecars, complete, with their variables as strings. */
export function sidecarSettings(given: Given, tier: Tier): Record<string, SidecarDescription> {
  return Object.fromEntries(
    Object.entries(given).map(([name, one]) => {
      const { command, port, health, environment, files, ...others } = complete(sidecar, one, tier);
      const variables = Object.entries(environment).map(([key, value]) => [key, String(value)]);
      return [
        name,
        {
          ...others,
          environment: Object.fromEntries(variables),
          files: fileSettings(files),
          ...(command && { command }),
          ...(port !== undefined && { port }),
          ...(health && { health }),
        },
      ];
    }),
  );
}

/** Adds errors for sidecars that can't be beside the service `name`. */
export function validateSidecars(
  name: string,
  service: {
    sidecars?: Given | undefined;
    port?: number | undefined;
    exposure?: string | undefined;
    files?: GivenFiles | undefined;
    cpu?: number | undefined;
    memory?: number | undefined;
    telemetry?: object | undefined;
  },
  { tier }: StackContext,
  errors: ValidationErrors,
): void {
  const { sidecars = {}, port = defaultPort, exposure, telemetry } = service;
  const all = ["services", name, "sidecars"];
  const names = Object.keys(sidecars).sort();
  const ports = new Map<number, Path>(
    telemetry ? Object.values(otlpPorts).map((each) => [each, ["services", name, "telemetry"]]) : [],
  );
  if (exposure !== "none") ports.set(port, ["services", name, "port"]);
  for (const own of names) {
    const given = sidecars[own];
    if (given === undefined) continue;
    const at = [...all, own];
    const error = sidecarNameError(own, name);
    if (error !== undefined && !errors.has(at)) errors.add(at, `can't have this name: it must be ${error}.`);
    validateWritablePaths(at, given.writablePaths, errors);
    validateFiles(at, given, errors);
    validateSecrets(at, given.secrets ?? {}, given.environment ?? {}, errors);
    if (given.port !== undefined) validatePortVariable(at, given, errors);
    if (tier === "prod" && !imageDigest.test(given.image)) {
      const formatted = errors.format(at, given.image);
      errors.add(
        [...at, "image"],
        `is ${formatted}, but in prod must have a digest (…@sha256:…), which can't change.`,
      );
    }
    if (given.image.startsWith("cache:")) {
      errors.add(
        [...at, "image"],
        "names a cache, which only the image of a service can: set the reference of an image.",
      );
    }
    for (const variable of Object.keys(given.environment ?? {})) {
      const path = [...at, "environment", variable];
      if (errors.isSecret(path)) {
        errors.add(
          path,
          `may be secret, for ${formatPath(["services"])} has a secret value, and everybody who may describe the task definition ` +
            "could read it: put it into Secrets Manager or Parameter Store, and its ARN or name into secrets.",
        );
      }
    }
    if (given.health !== undefined && given.essential === false) {
      errors.add([...at, "health"], "has no effect on a sidecar that isn't essential: remove one of them.");
    }
    const other = given.port === undefined ? undefined : ports.get(given.port);
    if (other !== undefined) {
      errors.add(
        [...at, "port"],
        `is ${errors.format(at, given.port)}, which ${formatPath(other)} has too: choose another.`,
      );
    } else if (given.port !== undefined) ports.set(given.port, [...at, "port"]);
  }
  if (names.length > sidecarLimits.sidecars.max) {
    errors.add(all, `has ${names.length} sidecars, but at most ${sidecarLimits.sidecars.max} are allowed.`);
  }
  validateFileBytes(["services", name], service, errors);
  if ((names.length > 0 || telemetry) && !errors.has(all)) {
    const { cpu = 256, memory = 512 } = service;
    const collector = telemetry && { collector: telemetryCollectorSize };
    validateRest(
      ["services", name],
      { ...sidecarSettings(sidecars, tier), ...collector },
      { cpu, memory },
      errors,
    );
  }
}

function validatePortVariable(at: Path, given: Given[string], errors: ValidationErrors): void {
  for (const key of ["environment", "secrets"] as const) {
    if (Object.hasOwn(given[key] ?? {}, "PORT")) {
      errors.add([...at, key, "PORT"], "is set from the sidecar's port: change that instead.");
    }
  }
}

/** The files of all containers of a replica are in one task definition. */
function validateFileBytes(
  at: Path,
  { files = {}, sidecars = {} }: { files?: GivenFiles | undefined; sidecars?: Given | undefined },
  errors: ValidationErrors,
): void {
  const { max } = containerLimits.fileBytes;
  const all = [files, ...Object.values(sidecars).map((one) => one.files ?? {})];
  const bytes = all.map((each) => bytesOf(fileSettings(each)));
  const sum = bytes.reduce((total, each) => total + each, 0);
  if (sum > max && bytes.every((each) => each <= max)) {
    errors.add(
      [...at, "files"],
      `and those of its sidecars have ${sum} bytes of text, but at most ${max} fit beside the rest of a task definition.`,
    );
  }
}

/** What the sidecars leave has to be enough for the service. */
function validateRest(
  at: Path,
  sidecars: Readonly<Record<string, Pick<SidecarDescription, "cpu" | "memory">>>,
  size: { cpu: number; memory: number },
  errors: ValidationErrors,
): void {
  const least = { cpu: sidecarLimits.serviceCpu.min, memory: sidecarLimits.serviceMemory.min };
  for (const key of ["cpu", "memory"] as const) {
    const taken = Object.values(sidecars).reduce((sum, one) => sum + (one[key] ?? 0), 0);
    if (size[key] - taken < least[key] && !errors.has([...at, key])) {
      errors.add(
        [...at, key],
        `is ${size[key]}, of which its sidecars take ${taken}: at least ${least[key]} must be left for the service.`,
      );
    }
  }
}
