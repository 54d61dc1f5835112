import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { parseSecretReference } from "../../facts/secret-references";
import type { DataSecret } from "../data-source";
import type { Identity } from "./identity";
import type { WorkloadMetadata } from "./workload-metadata";

/** Variables of a pod whose values the Secrets Store CSI driver reads. */
export interface MountedSecrets {
  /** The SecretProviderClass that the pod mounts; the Kubernetes Secret that the driver writes has its name. */
  name: pulumi.Output<string>;
  /** The Secret's keys: the variables, those of a sidecar with its name before them. */
  keys: string[];
}

/** Directory that the driver's volume is mounted at. */
export const secretsPath = "/mnt/secrets";

/**
 * Creates the SecretProviderClass of a service: what the driver reads with the pod's role as it mounts the volume, and writes
 * into a Kubernetes Secret of the same name, for as long as a pod mounts it. Other references make another one, under another
 * name, and thereby a rollout.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/integrating_csi_driver_SecretProviderClass.html
 */
export function createMountedSecrets(
  name: string,
  args: {
    metadata: WorkloadMetadata;
    region: pulumi.Input<string>;
    /** By what the pods get the credentials of their role, which the driver has, too. */
    by: Identity["by"];
    secrets: Readonly<Record<string, string>>;
    /** Those of the data that the service uses. */
    ofData: Readonly<Record<string, DataSecret>>;
  },
  options: pulumi.CustomResourceOptions,
): MountedSecrets {
  const { ofData } = args;
  const given = Object.keys(args.secrets).sort();
  const variables = [...given, ...Object.keys(ofData)].sort();
  const aliases = aliasesOf(args.secrets, given);
  const objects = [...new Set(aliases.values())].map((variable) => object(variable, args.secrets));
  const digest = createHash("sha256")
    .update(JSON.stringify(objects))
    .update(variables.join())
    .digest("hex")
    .slice(0, 8);
  const secretName = `${name}-secrets-${digest}`;
  const provider = new k8s.apiextensions.CustomResource(
    `${name}-secrets`,
    {
      apiVersion: "secrets-store.csi.x-k8s.io/v1",
      kind: "SecretProviderClass",
      metadata: { ...args.metadata, name: secretName },
      spec: {
        provider: "aws",
        parameters: {
          region: args.region,
          ...(args.by === "pod-identity" && { usePodIdentity: "true" }),
          objects: pulumi.jsonStringify([...objects, ...objectsOfData(ofData)]),
        },
        secretObjects: [
          {
            secretName,
            type: "Opaque",
            data: variables.map((key) => ({ objectName: aliases.get(key) ?? key, key })),
          },
        ],
      },
    },
    options,
  );
  return { name: provider.metadata.apply(({ name: created = secretName }) => created), keys: variables };
}

/** The variable under whose name the driver mounts the value of each: equal references are read once. */
function aliasesOf(
  secrets: Readonly<Record<string, string>>,
  variables: readonly string[],
): Map<string, string> {
  const first = new Map<string, string>();
  for (const variable of variables) {
    const reference = secrets[variable] ?? "";
    first.set(reference, first.get(reference) ?? variable);
  }
  return new Map(variables.map((variable) => [variable, first.get(secrets[variable] ?? "") ?? variable]));
}

/** What the provider reads for a variable. Of a key of the JSON it mounts the whole secret too, under another name. */
function object(variable: string, secrets: Readonly<Record<string, string>>): object {
  const reference = parseSecretReference(secrets[variable] ?? "");
  if (reference?.store !== "secretsmanager") {
    return { objectName: reference?.name, objectType: "ssmparameter", objectAlias: variable };
  }
  const { arn, key, stage, version } = reference;
  return {
    objectName: arn,
    objectType: "secretsmanager",
    objectAlias: key === undefined ? variable : `${variable}.json`,
    ...(stage !== undefined && { objectVersionLabel: stage }),
    ...(version !== undefined && { objectVersion: version }),
    ...(key !== undefined && { jmesPath: [{ path: jmesPath(key), objectAlias: variable }] }),
  };
}

/** Keys of the JSON in secrets of the stack's data. Each secret is mounted once, under the name of the first of its variables. */
function objectsOfData(ofData: Readonly<Record<string, DataSecret>>): pulumi.Input<object>[] {
  const byArn = new Map<DataSecret["secretArn"], { variable: string; key: string }[]>();
  for (const [variable, { secretArn, key }] of Object.entries(ofData).sort(([one], [other]) =>
    one < other ? -1 : 1,
  )) {
    byArn.set(secretArn, [...(byArn.get(secretArn) ?? []), { variable, key }]);
  }
  return [...byArn].map(([objectName, keys]) => ({
    objectName,
    objectType: "secretsmanager",
    objectAlias: `${keys[0]?.variable}.json`,
    jmesPath: keys.map(({ variable, key }) => ({ path: jmesPath(key), objectAlias: variable })),
  }));
}

/**
 * A key of the JSON in a secret, quoted, because JMESPath takes no hyphens otherwise. As a string: the provider mounts nothing
 * else, but ECS takes numbers, such as the port in a secret of RDS. `&&`, because a missing key would be the string "null".
 */
function jmesPath(key: string): string {
  const quoted = JSON.stringify(key);
  return `${quoted} && to_string(${quoted})`;
}
