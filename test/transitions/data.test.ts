import { storageTransitions } from "./data/storage";
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

const otherKey = data({}, {}, { key: "customer" });

/** Both the engine and DynamoDB refuse: the protection has to be off in an update of its own before the key changes. */
const protectedTable = (way: StackSettings[]): Effects => ({
  does: ["Table replace"],
  costs: ["Table: its items"],
  refused: ["delete Table: cannot be deleted because it is protected"],
  way,
});

const database = (changes: object = {}, type = "postgres") => ({ data: { db: { type, ...changes } } });
const prodDatabase = (changes: object = {}) => ({ tier: "prod", ...database(changes) });
const existingNetwork = {
  existing: {
    vpcId: "vpc-0123456789abcdef0",
    publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  },
};

/** A cluster that is replaced, which the engine and RDS refuse where it is protected. */
const replacedCluster: Effects = {
  does: ["Cluster replace"],
  costs: ["Cluster: its databases", "LogGroup: its logs"],
};

const lostKey = "Key: everything encrypted with it, which nobody can read any more";

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
    title: "a FIFO queue, whose messages are lost with the standard one",
    from: shop,
    to: data({}, { fifo: true, contentBasedDeduplication: true }),
    there: { does: ["Queue replace", "QueuePolicy replace"], costs: ["Queue: its messages"] },
  },
  {
    title: "deduplication by content",
    from: data({}, { fifo: true }),
    to: data({}, { fifo: true, contentBasedDeduplication: true }),
    there: { does: ["Queue update"], not: ["Queue replace"] },
  },
  {
    title: "other keys with types",
    from: data({}, {}, { key: { name: "customer", type: "number" }, sortKey: { name: "order" } }),
    to: data({}, {}, { key: { name: "buyer", type: "number" }, sortKey: { name: "date" } }),
    there: { does: ["Table replace"], costs: ["Table: its items"] },
  },
  {
    title: "keys of another type, which DynamoDB refuses",
    from: data(
      {},
      {},
      { key: { name: "customer", type: "string" }, sortKey: { name: "order", type: "number" } },
    ),
    to: data(
      {},
      {},
      { key: { name: "customer", type: "number" }, sortKey: { name: "order", type: "binary" } },
    ),
    there: { does: ["Table update"], refused: ["update Table: ValidationException"] },
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
    title: "a database",
    from: {},
    to: database(),
    there: {
      does: ["Cluster create", "ClusterInstance create", "SecretRotation create", "SubnetGroup create"],
    },
    back: {
      does: ["Cluster delete", "ClusterInstance delete"],
      costs: ["Cluster: its databases", lostKey, "LogGroup: its logs"],
    },
  },
  {
    title: "capacity, backups and instances of a database",
    from: database(),
    to: database({
      scaling: { min: 1, max: 4, pauseSeconds: 600 },
      instances: 2,
      backupDays: 7,
      insights: true,
      logRetentionDays: 14,
      monitoringSeconds: 60,
      rotationDays: 30,
      finalSnapshot: true,
    }),
    there: {
      does: [
        ...["Cluster update", "ClusterInstance create", "ClusterInstance update", "SecretRotation update"],
        "Role create",
      ],
      not: ["Cluster replace", "ClusterInstance replace"],
    },
    back: { does: ["Cluster update", "ClusterInstance delete"], not: ["Cluster replace"] },
  },
  {
    title: "a later major version of PostgreSQL, from which there is no way back",
    from: database({ version: "16" }),
    to: database({ version: "17" }),
    there: {
      does: ["Cluster update", "ClusterParameterGroup replace"],
      not: ["Cluster replace", "ClusterInstance replace"],
    },
    back: {
      does: ["Cluster update", "ClusterParameterGroup replace"],
      refused: ["update Cluster: InvalidParameterCombination"],
    },
  },
  {
    title: "a later major version of MySQL in prod",
    from: { tier: "prod", ...database({ version: "8.0" }, "mysql") },
    to: { tier: "prod", ...database({ version: "8.4" }, "mysql") },
    there: { does: ["Cluster update"], not: ["Cluster replace"] },
    back: { does: ["Cluster update"], refused: ["update Cluster: InvalidParameterCombination"] },
  },
  {
    title: "another engine",
    from: database(),
    to: database({}, "mysql"),
    there: replacedCluster,
  },
  {
    title: "another name of the database",
    from: database(),
    to: database({ database: "shop" }),
    there: replacedCluster,
  },
  {
    title: "a key of the database's own",
    from: database({ ownKey: false }),
    to: database(),
    there: { ...replacedCluster, does: ["Key create", "Cluster replace"] },
    back: {
      does: ["Key delete", "Cluster replace"],
      costs: ["Cluster: its databases", lostKey, "LogGroup: its logs"],
    },
  },
  {
    title: "another engine in prod, which takes its protection off first",
    from: prodDatabase(),
    to: { tier: "prod", ...database({}, "mysql") },
    there: {
      ...replacedCluster,
      refused: ["delete Cluster: cannot be deleted because it is protected"],
      way: [
        { ...unprotected, ...database() },
        { ...unprotected, ...database({}, "mysql") },
      ],
    },
    back: {
      ...replacedCluster,
      refused: ["delete Cluster: cannot be deleted because it is protected"],
      way: [
        { ...unprotected, ...database({}, "mysql") },
        { ...unprotected, ...database() },
      ],
    },
  },
  {
    title: "a database that exists in place of the stack's",
    from: { network: existingNetwork, ...database() },
    to: {
      network: existingNetwork,
      ...database({
        existing: {
          host: "shop.cluster-abc.us-east-1.rds.amazonaws.com",
          readerHost: "shop.cluster-ro-abc.us-east-1.rds.amazonaws.com",
          port: 5433,
          database: "shop",
          secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-AbCdEf",
          securityGroupId: "sg-0123456789abcdef0",
        },
      }),
    },
    there: { does: ["Cluster delete"], costs: ["Cluster: its databases", lostKey, "LogGroup: its logs"] },
    back: { does: ["Cluster create"] },
  },
  ...storageTransitions,
];

describeTransitions("data", transitions);
