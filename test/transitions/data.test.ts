import { describeTransitions, type Effects, type Transition } from "./section";
import type { StackSettings } from "./stack";

const unprotected = { tier: "prod", protection: false };
const data = (uploads: object, events: object = {}, orders: object = {}) => ({
  data: {
    uploads: { type: "bucket", ...uploads },
    events: { type: "queue", ...events },
    orders: { type: "table", ...orders },
  },
});
const shop = data({});

const sessions = (cache: object = {}) => ({ data: { sessions: { type: "cache", ...cache } } });
const shared = (fileSystem: object = {}) => ({ data: { shared: { type: "filesystem", ...fileSystem } } });

const withoutKey = sessions({ customerManagedKey: false });
const lostKey = "Key: everything encrypted with it, which nobody can read any more";

const otherKey = data({}, {}, { key: "customer" });

/** Both the engine and DynamoDB refuse: the protection has to be off in an update of its own before the key changes. */
const protectedTable = (way: StackSettings[]): Effects => ({
  does: ["Table replace"],
  costs: ["Table: its items"],
  refused: ["delete Table: cannot be deleted because it is protected"],
  way,
});

const transitions: Transition[] = [
  {
    title: "a bucket, a queue and a table",
    from: {},
    to: shop,
    there: { does: ["Bucket create", "Queue create", "Table create"] },
    back: {
      does: ["Bucket delete", "Queue delete", "Table delete"],
      costs: ["Bucket: its objects", "Queue: its messages", "Table: its items"],
    },
  },
  {
    title: "none in prod, which takes its protection off first",
    from: { tier: "prod", ...shop },
    to: { tier: "prod" },
    there: {
      does: ["Bucket delete", "Queue delete", "Table delete"],
      costs: ["Bucket: its objects", "Queue: its messages", "Table: its items"],
      refused: [
        "delete Bucket: cannot be deleted because it is protected",
        "delete Queue: cannot be deleted because it is protected",
        "delete Table: cannot be deleted because it is protected",
      ],
      way: [{ ...unprotected, ...shop }],
    },
    back: { does: ["Bucket create", "Queue create", "Table create"] },
  },
  {
    title: "notifications of a queue",
    from: shop,
    to: data({ notifies: "events" }),
    there: { does: ["BucketNotification create", "QueuePolicy update"] },
    back: { does: ["BucketNotification delete", "QueuePolicy update"] },
  },
  {
    title: "notifications of another queue",
    from: { data: { ...data({ notifies: "events" }).data, others: { type: "queue" } } },
    to: { data: { ...data({ notifies: "others" }).data, others: { type: "queue" } } },
    there: {
      does: ["BucketNotification update", "QueuePolicy update"],
      not: ["BucketNotification create", "BucketNotification delete"],
    },
  },
  {
    title: "versions of a bucket, which are suspended when turned off",
    from: shop,
    to: data({ versioning: true }),
    there: { does: ["BucketVersioning create"] },
    back: { does: ["BucketVersioning delete"] },
  },
  {
    title: "no versions of a bucket in prod",
    from: { tier: "prod", ...shop },
    to: { tier: "prod", ...data({ versioning: false }) },
    there: { does: ["BucketVersioning delete"] },
    back: { does: ["BucketVersioning create"] },
  },
  {
    title: "other times of a queue",
    from: shop,
    to: data({}, { visibilitySeconds: 900, maxReceives: 1 }),
    there: { does: ["Queue update"] },
  },
  {
    title: "recovery of a table",
    from: shop,
    to: data({}, {}, { pointInTimeRecovery: true }),
    there: { does: ["Table update"] },
  },
  {
    title: "no recovery of a table in prod",
    from: { tier: "prod", ...shop },
    to: { tier: "prod", ...data({}, {}, { pointInTimeRecovery: false }) },
    there: { does: ["Table update"] },
  },
  {
    title: "another key",
    from: shop,
    to: data({}, {}, { key: "customer" }),
    there: { does: ["Table replace"], costs: ["Table: its items"] },
  },
  {
    title: "a sort key",
    from: shop,
    to: data({}, {}, { sortKey: "order" }),
    there: { does: ["Table replace"], costs: ["Table: its items"] },
  },
  {
    title: "another key in prod, which takes its protection off first",
    from: { tier: "prod", ...shop },
    to: { tier: "prod", ...otherKey },
    there: protectedTable([
      { ...unprotected, ...shop },
      { ...unprotected, ...otherKey },
    ]),
    back: protectedTable([
      { ...unprotected, ...otherKey },
      { ...unprotected, ...shop },
    ]),
  },
  {
    title: "a table of another owner in place of the stack's",
    from: shop,
    to: {
      data: {
        ...shop.data,
        orders: { type: "table", existing: "arn:aws:dynamodb:us-east-1:111122223333:table/orders" },
      },
    },
    there: { does: ["Table delete"], costs: ["Table: its items"] },
    back: { does: ["Table create"] },
  },
  {
    title: "another type",
    from: shop,
    to: { data: { ...shop.data, orders: { type: "bucket" } } },
    there: { does: ["Table delete", "Bucket create"], costs: ["Table: its items"] },
    back: { does: ["Table create", "Bucket delete"], costs: ["Bucket: its objects"] },
  },
  {
    title: "a cache",
    from: {},
    to: sessions(),
    there: { does: ["ServerlessCache create"], not: ["Key create"] },
    back: { does: ["ServerlessCache delete"], costs: ["ServerlessCache: its data"] },
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
    to: sessions({ customerManagedKey: true }),
    there: { does: ["Key create", "ServerlessCache replace"], costs: ["ServerlessCache: its data"] },
    back: { does: ["Key delete", "ServerlessCache replace"], costs: [lostKey, "ServerlessCache: its data"] },
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

describeTransitions("data", transitions);
