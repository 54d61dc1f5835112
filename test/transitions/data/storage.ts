import type { Transition } from "../section";

const unprotected = { tier: "prod", protection: false };
const sessions = (cache: object = {}) => ({ data: { sessions: { type: "cache", ...cache } } });
const shared = (fileSystem: object = {}) => ({ data: { shared: { type: "filesystem", ...fileSystem } } });
const withoutKey = sessions({ ownKey: false });
const lostKey = "Key: everything encrypted with it, which nobody can read any more";

const onEks = (existing: string, securityGroupId: string) => ({
  platforms: ["eks"],
  data: { scratch: { type: "lustre", existing, securityGroupId } },
  services: { web: { source: "./app", volumes: { "/scratch": "scratch" } } },
});

/** Changes of caches and file systems. */
export const storageTransitions: Transition[] = [
  {
    title: "a cache",
    from: {},
    to: sessions(),
    there: { does: ["ServerlessCache create", "Key create"] },
    back: { does: ["ServerlessCache delete", "Key delete"], costs: [lostKey, "ServerlessCache: its data"] },
  },
  {
    title: "other limits and snapshots of a cache",
    from: sessions(),
    to: sessions({ maxGigabytes: 5, maxEcpusPerSecond: 5000, snapshotDays: 1 }),
    there: { does: ["ServerlessCache update"] },
  },
  {
    title: "a key of the account's for a cache",
    from: sessions(),
    to: withoutKey,
    there: { does: ["Key delete", "ServerlessCache replace"], costs: [lostKey, "ServerlessCache: its data"] },
    back: { does: ["Key create", "ServerlessCache replace"], costs: ["ServerlessCache: its data"] },
  },
  {
    title: "no key for a cache in prod, which takes its protection off first",
    from: { tier: "prod", ...sessions() },
    to: { tier: "prod", ...withoutKey },
    there: {
      does: ["Key delete", "ServerlessCache replace"],
      costs: [lostKey, "ServerlessCache: its data"],
      refused: [
        "delete Key: cannot be deleted because it is protected",
        "delete ServerlessCache: cannot be deleted because it is protected",
      ],
      way: [
        { ...unprotected, ...sessions() },
        { ...unprotected, ...withoutKey },
      ],
    },
    back: {
      does: ["Key create", "ServerlessCache replace"],
      costs: ["ServerlessCache: its data"],
      refused: ["delete ServerlessCache: cannot be deleted because it is protected"],
      way: [
        { ...unprotected, ...withoutKey },
        { ...unprotected, ...sessions() },
      ],
    },
  },
  {
    title: "a file system",
    from: {},
    to: shared(),
    there: { does: ["FileSystem create", "MountTarget create", "AccessPoint create"] },
    back: { does: ["FileSystem delete", "MountTarget delete"], costs: ["FileSystem: its files"] },
  },
  {
    title: "backups of a file system",
    from: shared(),
    to: shared({ backups: true }),
    there: { does: ["BackupPolicy update"] },
  },
  {
    title: "no backups of a file system in prod",
    from: { tier: "prod", ...shared() },
    to: { tier: "prod", ...shared({ backups: false }) },
    there: { does: ["BackupPolicy update"] },
  },
  {
    title: "a file system of FSx for Lustre that a service mounts, and a directory of it",
    from: onEks("fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh", "sg-0123456789abcdef0"),
    to: onEks("fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop", "sg-0fedcba9876543210"),
    there: {
      does: [
        "Deployment update",
        "PersistentVolume replace",
        "PersistentVolumeClaim replace",
        "SecurityGroupIngressRule replace",
      ],
      not: ["Addon replace", "Addon update", "Deployment replace"],
    },
  },
  {
    title: "a third zone, in which a file system gets a mount target, and a cache stays where it is",
    from: { network: { availabilityZones: 2 }, data: { ...shared().data, ...sessions().data } },
    to: { network: { availabilityZones: 3 }, data: { ...shared().data, ...sessions().data } },
    there: {
      does: ["MountTarget create"],
      not: ["MountTarget replace", "ServerlessCache replace", "ServerlessCache update", "FileSystem update"],
    },
    back: { does: ["MountTarget delete"], not: ["MountTarget replace", "ServerlessCache replace"] },
  },
];
