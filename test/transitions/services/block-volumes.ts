import type { Transition } from "../section";
import { type StackSettings, webWith } from "../stack";

/** A service on EKS with a fixed number of replicas. */
const web = (service: object = {}, replicas = 1): StackSettings => ({
  platforms: ["eks"],
  services: webWith({ scaling: { min: replicas, max: replicas }, ...service }),
});

const volumes = (storageGib: number, others: object = {}) => ({
  volumes: { "/data": { storageGib, ...others } },
});

/** Changes of volumes of each replica's own. */
export const blockVolumeTransitions: Transition[] = [
  {
    title: "the first volume of a replica's own",
    from: web(),
    to: web(volumes(20)),
    there: {
      does: [
        "Deployment delete",
        "HorizontalPodAutoscaler delete",
        "PersistentVolumeClaim create",
        "StatefulSet create",
        "StorageClass create",
      ],
      not: ["Namespace replace"],
    },
    back: {
      does: ["Deployment create", "PersistentVolumeClaim delete", "StatefulSet delete"],
      costs: ["PersistentVolumeClaim: its data", "StatefulSet: its pods' identities"],
    },
  },
  {
    title: "larger volumes of replicas",
    from: web(volumes(20)),
    to: web(volumes(40)),
    there: { does: ["PersistentVolumeClaim update"], not: ["StatefulSet replace", "StatefulSet update"] },
    back: { refused: ["update PersistentVolumeClaim: Forbidden"] },
  },
  {
    title: "another replica with a volume of its own",
    from: web(volumes(20)),
    to: web(volumes(20), 2),
    there: {
      does: ["PersistentVolumeClaim create", "StatefulSet update"],
      not: ["PersistentVolumeClaim replace"],
    },
    back: {
      does: ["PersistentVolumeClaim delete", "StatefulSet update"],
      costs: ["PersistentVolumeClaim: its data"],
    },
  },
  {
    title: "another type, IOPS and throughput of replicas' volumes: others, without the data",
    from: web(volumes(20, { iops: 4000, throughput: 250 })),
    to: web(volumes(20, { type: "io2", iops: 1000 })),
    there: {
      does: [
        "PersistentVolumeClaim create",
        "PersistentVolumeClaim delete",
        "StatefulSet replace",
        "StorageClass create",
      ],
      costs: ["PersistentVolumeClaim: its data", "StatefulSet: its pods' identities"],
    },
  },
];
