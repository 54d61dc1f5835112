import type { z } from "zod";
import type { BlockVolume } from "../../../components/block-volume";
import type { ContainerDescription } from "../../../components/container-description";
import type { StackContext } from "../../section";
import type { Complete } from "../../toolkit/defaults";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { containerKeys, validateWritablePaths } from "./container";
import { egressSchema, egressSettings, validateEgress } from "./egress";
import { environmentSchema, environmentSettings, secretsSchema, validateSecrets } from "./environment";
import { environmentFilesSchema, validateEnvironmentFiles, variablesOfFiles } from "./environment-files";
import { fileSettings, filesSchema, validateFiles } from "./files";
import { imageSourceKeys, validateImageSource } from "./image-source";
import { logsSchema, logsSettings, validateLogRouting } from "./logs";
import { permissionsSchema, validatePermissions } from "./permissions";
import { sizeKeys } from "./size";
import { usesSchema, validateUses } from "./uses";
import { validateVolumes, volumesSchema } from "./volumes";

/** What a stack file may say of a container, of a service or of a job: everything that a component takes. */
export const containerDescriptionKeys = {
  ...imageSourceKeys,
  ...containerKeys,
  ...sizeKeys,
  files: filesSchema,
  environment: environmentSchema,
  environmentFiles: environmentFilesSchema,
  secrets: secretsSchema,
  permissions: permissionsSchema,
  uses: usesSchema,
  volumes: volumesSchema,
  logs: logsSchema,
  egress: egressSchema,
} satisfies Record<Exclude<keyof ContainerDescription, "secretEnvironment">, z.ZodType> &
  Record<string, z.ZodType>;

type Keys = typeof containerDescriptionKeys;

/** A container as a stack file has it. */
export type GivenContainer = { [Key in Exclude<keyof Keys, "volumes">]?: z.output<Keys[Key]> | undefined } & {
  volumes?: Readonly<Record<string, string | BlockVolume>> | undefined;
};

type CompleteKeys = { [Key in keyof Keys]: Complete<Keys[Key]> };
type OptionalKey = keyof typeof imageSourceKeys | "command" | "ephemeralStorageGib";
type CompleteContainer = Omit<CompleteKeys, OptionalKey | "volumes"> & {
  command?: CompleteKeys["command"] | undefined;
  ephemeralStorageGib?: number | undefined;
};

/** The container at a path, but for its image and volumes. */
export function containerSettings(at: Path, all: CompleteContainer, isSecret: StackContext["isSecret"]) {
  const { command, cpu, memory, architecture, secrets, writablePaths, permissions, uses, logs } = all;
  const { ephemeralStorageGib } = all;
  return {
    ...(command && { command }),
    ...(ephemeralStorageGib !== undefined && { ephemeralStorageGib }),
    cpu,
    memory,
    architecture,
    ...environmentSettings(at, all.environment, isSecret, variablesOfFiles(all.environmentFiles)),
    secrets,
    writablePaths,
    files: fileSettings(all.files),
    permissions,
    uses,
    logs: logsSettings(logs),
    stopSeconds: all.stopSeconds,
    egress: egressSettings(all.egress),
  };
}

/** Adds what the schema can't check in a container; `hasImage` where it has an image of its own. */
export function validateContainer(
  at: Path,
  given: GivenContainer & { calls?: readonly string[] | undefined },
  stack: StackContext,
  errors: ValidationErrors,
  hasImage = true,
): void {
  if (hasImage) validateImageSource(at, given, stack, errors);
  validateWritablePaths(at, given.writablePaths, errors);
  validateFiles(at, given, errors);
  validatePermissions(at, given.permissions, errors);
  validateSecrets(at, given.secrets ?? {}, given.environment ?? {}, errors);
  validateEnvironmentFiles(at, given, errors);
  validateEgress(at, given.egress, errors);
  validateUses(at, given, stack.data, errors);
  validateVolumes(at, given, stack.data, errors);
  validateLogRouting(at, given.logs, stack, errors);
}
