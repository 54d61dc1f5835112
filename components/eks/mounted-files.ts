import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { fileVolumes } from "../container-files";
import { volumeName } from "../writable-volumes";
import type { WorkloadMetadata } from "./workload-metadata";

/**
 * Creates the ConfigMap of a container's files; undefined without files. With a generated name: another text makes another
 * ConfigMap, and thereby a rollout.
 */
export function createFiles(
  name: string,
  files: Readonly<Record<string, string>>,
  { namespace, labels }: WorkloadMetadata,
  parent: pulumi.Resource,
): k8s.core.v1.ConfigMap | undefined {
  const entries = Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
  if (entries.length === 0) return undefined;
  return new k8s.core.v1.ConfigMap(
    `${name}-files`,
    {
      metadata: { namespace, labels },
      immutable: true,
      data: Object.fromEntries(entries.map(([path, text]) => [volumeName(path), text])),
    },
    { parent },
  );
}

/** The volumes of files, with the keys of their ConfigMap. */
export function fileVolumesOfPod(
  files: Readonly<Record<string, string>>,
  configMap: pulumi.Input<string> | undefined,
): k8s.types.input.core.v1.Volume[] {
  return fileVolumes(files).map((volume) => ({
    name: volume.name,
    configMap: {
      name: configMap,
      items: volume.files.map(({ path }) => ({
        key: volumeName(path),
        path: path.slice(volume.path.length + 1),
      })),
    },
  }));
}
