import assert from "node:assert/strict";
import { errorsOf, prod, read } from "./reading";

const source = "./app";

describe("the data of a stack", () => {
  const data = {
    uploads: { type: "bucket", notifies: "uploads-events" },
    "uploads-events": { type: "queue", visibilitySeconds: 120, maxReceives: 3 },
    orders: { type: "table", key: "customer", sortKey: "order" },
    archive: { type: "bucket", existing: "arn:aws:s3:::shop-archive" },
  };

  it("is disposable in dev", () => {
    assert.deepEqual(read({ data }).data, {
      uploads: { type: "bucket", notifies: "uploads-events", versioning: false, protect: false },
      "uploads-events": { type: "queue", visibilitySeconds: 120, maxReceives: 3, protect: false },
      orders: {
        type: "table",
        key: "customer",
        sortKey: "order",
        pointInTimeRecovery: false,
        protect: false,
      },
      archive: { type: "bucket", existing: "arn:aws:s3:::shop-archive" },
    });
  });

  it("is protected and can be restored in prod, and without protection still restored", () => {
    const least = { uploads: { type: "bucket" }, jobs: { type: "queue" }, orders: { type: "table" } };
    const expected = (protect: boolean) => ({
      uploads: { type: "bucket", versioning: true, protect },
      jobs: { type: "queue", visibilitySeconds: 30, maxReceives: 5, protect },
      orders: { type: "table", key: "id", pointInTimeRecovery: true, protect },
    });
    assert.deepEqual(read({ ...prod, data: least }).data, expected(true));
    assert.deepEqual(read({ ...prod, protection: false, data: least }).data, expected(false));
  });

  it("suggests the type that was meant", () => {
    const allowed = "but must be bucket, queue, table, cache or filesystem.";
    assert.deepEqual(
      errorsOf({
        data: {
          a: { type: "buckett" },
          b: { type: "S3" },
          c: { type: "postgres" },
          d: {},
          e: { type: "queue", visibilityseconds: 3 },
        },
        services: { web: { source, uses: ["a", "d"] } },
      }),
      [
        `aws-containers:data.a.type is "buckett", ${allowed} Did you mean bucket?`,
        `aws-containers:data.b.type is "S3", ${allowed} Did you mean bucket?`,
        `aws-containers:data.c.type is "postgres", ${allowed}`,
        "aws-containers:data.d.type is missing: it must be bucket, queue, table, cache or filesystem.",
        "aws-containers:data.e.visibilityseconds is unknown. Did you mean visibilitySeconds? " +
          "Known here: backups, customerManagedKey, existing, key, maxEcpusPerSecond, maxGigabytes, maxReceives, notifies, pointInTimeRecovery, snapshotDays, sortKey, type, versioning, visibilitySeconds.",
      ],
    );
  });

  it("refuses the keys of another type, and any beside what exists", () => {
    assert.deepEqual(
      errorsOf({
        data: {
          jobs: { type: "queue", versioning: true },
          orders: { type: "table", maxReceives: 3 },
          uploads: { type: "bucket", existing: "arn:aws:s3:::shop", versioning: true, key: "id" },
        },
      }),
      [
        "aws-containers:data.jobs.versioning is a setting of a bucket, but this is a queue: remove it.",
        "aws-containers:data.orders.maxReceives is a setting of a queue, but this is a table: remove it.",
        "aws-containers:data.uploads.key is a setting of a table, but this is a bucket: remove it.",
        "aws-containers:data.uploads.versioning has no effect on a bucket that exists: remove it.",
      ],
    );
  });

  it("refuses ARNs of something else", () => {
    const long = `arn:aws:s3:::${"a-".repeat(50_000)}`;
    const lines = errorsOf({
      data: {
        a: { type: "bucket", existing: "shop-uploads" },
        b: { type: "queue", existing: "arn:aws:s3:::shop" },
        c: { type: "table", existing: "arn:aws:dynamodb:us-east-1:111122223333:table/a/index/b" },
        d: { type: "bucket", existing: long },
      },
    });
    assert.deepEqual(lines.slice(0, 3), [
      'aws-containers:data.a.existing is "shop-uploads", but must be the ARN of a bucket, such as arn:aws:s3:::shop-uploads.',
      'aws-containers:data.b.existing is "arn:aws:s3:::shop", but must be the ARN of a queue, such as arn:aws:sqs:us-east-1:111122223333:orders.',
      'aws-containers:data.c.existing is "arn:aws:dynamodb:us-east-1:111122223333:table/a/index/b", but must be the ARN of a table, such as arn:aws:dynamodb:us-east-1:111122223333:table/orders.',
    ]);
    assert.equal(lines.length, 4);
  });

  it("refuses notifications that no queue of the stack gets", () => {
    assert.deepEqual(
      errorsOf({
        data: {
          a: { type: "bucket", notifies: "event" },
          b: { type: "bucket", notifies: "a" },
          c: { type: "bucket", notifies: "others" },
          events: { type: "queue" },
          others: { type: "queue", existing: "arn:aws:sqs:us-east-1:111122223333:others" },
        },
      }),
      [
        'aws-containers:data.a.notifies is "event", but no queue of the stack. Did you mean events? Its queues: events, others.',
        'aws-containers:data.b.notifies is "a", but no queue of the stack. Its queues: events, others.',
        "aws-containers:data.c.notifies is others, which exists already: its owner has to allow the events of a bucket.",
      ],
    );
    assert.deepEqual(errorsOf({ data: { a: { type: "bucket", notifies: "b" } } }), [
      'aws-containers:data.a.notifies is "b", but no queue of the stack. It has none.',
    ]);
  });
});

describe("the data that a service uses", () => {
  it("is data of the stack, each once", () => {
    assert.deepEqual(
      errorsOf({
        data: { orders: { type: "table" }, uploads: { type: "bucket" } },
        services: { web: { source, uses: ["order", "uploads", "uploads", "toString"] } },
      }),
      [
        'aws-containers:services.web.uses[0] is "order", but no data of the stack. Did you mean orders? Its data: orders, uploads.',
        "aws-containers:services.web.uses[2] is uploads, which is already in the list.",
        'aws-containers:services.web.uses[3] is "toString", but no data of the stack. Its data: orders, uploads.',
      ],
    );
    assert.deepEqual(errorsOf({ services: { web: { source, uses: ["orders"] } } }), [
      'aws-containers:services.web.uses[0] is "orders", but no data of the stack. It has none.',
    ]);
  });

  it("sets variables that nothing else sets", () => {
    assert.deepEqual(
      errorsOf({
        data: { orders: { type: "table" }, uploads: { type: "bucket" }, jobs: { type: "queue" } },
        services: {
          web: {
            source,
            environment: { ORDERS_TABLE: "mine" },
            secrets: { UPLOADS_BUCKET: "/shop/bucket" },
            calls: ["jobs-queue"],
            uses: ["orders", "uploads", "jobs"],
          },
          "jobs-queue": { source, exposure: "internal", cpu: 512, memory: 1024 },
        },
      }).filter((line) => !line.includes("cpu")),
      [
        "aws-containers:services.web.environment.ORDERS_TABLE is set from uses, which has orders: remove one of them.",
        "aws-containers:services.web.secrets.UPLOADS_BUCKET is set from uses, which has uploads: remove one of them.",
        "aws-containers:services.web.uses[2] is jobs, whose variable JOBS_QUEUE_URL calls sets too, for jobs-queue: rename one of them.",
      ],
    );
  });
});
