import type { Transition } from "../section";
import { type StackSettings, webWith } from "../stack";

const cache = (size: object = {}) => ({ "/cache": { storageGib: 20, ephemeral: true, ...size } });

const called = (orders: object): StackSettings => ({
  services: {
    ...webWith({ calls: ["orders"] }),
    orders: { ...(webWith({}).web as object), exposure: "internal", ...orders },
  },
});

/** Changes of volumes that are deleted with their task or pod. */
export const ephemeralVolumeTransitions: Transition[] = [
  {
    title: "a volume that is deleted with its task: another service of ECS, created first",
    from: { services: webWith({}) },
    to: { services: webWith({ volumes: cache() }) },
    there: {
      does: ["Role create", "Service replace", "Target replace", "TaskDefinition new revision"],
      not: ["ListenerRule update", "TargetGroup replace"],
    },
    back: {
      does: ["Role delete", "Service replace", "Target replace", "TaskDefinition new revision"],
      not: ["ListenerRule update", "TargetGroup replace"],
    },
  },
  {
    title: "another size, type and IOPS of such a volume",
    from: { services: webWith({ volumes: cache() }) },
    to: { services: webWith({ volumes: cache({ storageGib: 40, type: "io2", iops: 1000 }) }) },
    there: { does: ["Service replace"], not: ["TaskDefinition new revision"] },
  },
  {
    title: "such a volume of a service that others call, which is away meanwhile",
    from: called({}),
    to: called({ volumes: cache() }),
    there: {
      does: ["Service replace"],
      costs: ["Policy: deleted first", "Service: deleted first", "Target: deleted first"],
    },
  },
  {
    title: "a volume that is deleted with its pod",
    from: { platforms: ["eks"], services: webWith({}) },
    to: { platforms: ["eks"], services: webWith({ volumes: cache() }) },
    there: {
      does: ["Deployment update", "StorageClass create"],
      not: ["Deployment replace", "PersistentVolumeClaim create"],
    },
    back: { does: ["Deployment update", "StorageClass delete"], not: ["Deployment replace"] },
  },
];
