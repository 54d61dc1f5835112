import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type FileVolume, fileVolumes } from "../container-files";
import { sidecarFileVolumes, type WithSidecars } from "../sidecar";
import { volumeName } from "../writable-volumes";
import type { WorkloadMetadata } from "./workload-metadata";

type WithFiles = Pick<WithSidecars, "files" | "sidecars">;

/** A volume of a pod with files, by the keys that they have in its ConfigMap. */
interface PodFileVolume extends FileVolume {
  keyOf(path: string): string;
}

/** The volumes of all files of a pod, those of its sidecars with keys of their own: two may have the same path. */
export function podFileVolumes({ files, sidecars = [] }: WithFiles): PodFileVolume[] {
  return [
    ...fileVolumes(files).map((volume) => ({ ...volume, keyOf: volumeName })),
    ...sidecars.flatMap((sidecar) =>
      sidecarFileVolumes(sidecar).map((volume) => ({
        ...volume,
        keyOf: (path: string) => `${sidecar.name}.${volumeName(path)}`,
      })),
    ),
  ];
}

/**
 * Creates the ConfigMap of a pod's files; undefined without files. With a generated name: another text makes another
 * ConfigMap, and thereby a rollout.
 */
export function createFiles(
  name: string,
  container: WithFiles,
  { namespace, labels }: WorkloadMetadata,
  parent: pulumi.Resource,
): k8s.core.v1.ConfigMap | undefined {
  const entries = podFileVolumes(container)
    .flatMap(({ files, keyOf }) => files.map(({ path, text }): [string, string] => [keyOf(path), text]))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  if (entries.length === 0) return undefined;
  return new k8s.core.v1.ConfigMap(
    `${name}-files`,
    { metadata: { namespace, labels }, immutable: true, data: Object.fromEntries(entries) },
    { parent },
  );
}

/** A volume of files, as the pod has it. */
export function fileVolumeSpec(
  { name, path: directory, files, keyOf }: PodFileVolume,
  configMap: pulumi.Input<string> | undefined,
): k8s.types.input.core.v1.Volume {
  return {
    name,
    configMap: {
      name: configMap,
      items: files.map(({ path }) => ({ key: keyOf(path), path: path.slice(directory.length + 1) })),
    },
  };
}
