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
];

describeTransitions("data", transitions);
