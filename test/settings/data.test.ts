import assert from "node:assert/strict";
import { errorsOf, hasPlatforms, prod, read } from "./reading";

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

  it("has a name of 40 characters, a new cache one of 26", () => {
    const name = (length: number) => "a-name-that-begins-like-the-others-of-all".slice(0, length);
    read({ data: { [name(40)]: { type: "queue" }, [name(26)]: { type: "cache" } } });
    assert.deepEqual(errorsOf({ data: { [name(27)]: { type: "cache" }, [name(41)]: { type: "queue" } } }), [
      `aws-containers:data.${name(27)} is a cache, whose name must have at most 26 characters: ElastiCache allows 40 in NAME-cache-1234567.`,
      `aws-containers:data.${name(41)} has a name that can't be used: it must be at most 40 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen.`,
    ]);
  });

  it("suggests the type that was meant", () => {
    const types = "bucket, queue, table, postgres, mysql, cache, filesystem or lustre";
    const allowed = `but must be ${types}.`;
    assert.deepEqual(
      errorsOf({
        data: {
          a: { type: "buckett" },
          b: { type: "S3" },
          c: { type: "oracle" },
          f: { type: "PostgreSQL" },
          d: {},
          e: { type: "queue", visibilityseconds: 3 },
        },
        services: { web: { source, uses: ["a", "d"] } },
      }),
      [
        `aws-containers:data.a.type is "buckett", ${allowed} Did you mean bucket?`,
        `aws-containers:data.b.type is "S3", ${allowed} Did you mean bucket?`,
        `aws-containers:data.c.type is "oracle", ${allowed}`,
        `aws-containers:data.d.type is missing: it must be ${types}.`,
        "aws-containers:data.e.visibilityseconds is unknown. Did you mean visibilitySeconds? " +
          "Known here: backupDays, backups, contentBasedDeduplication, database, existing, fifo, finalSnapshot, insights, instances, key, logRetentionDays, " +
          "maxEcpusPerSecond, maxGigabytes, maxReceives, monitoringSeconds, notifies, ownKey, pointInTimeRecovery, rotationDays, scaling, " +
          "securityGroupId, snapshotDays, sortKey, type, version, versioning, visibilitySeconds.",
        `aws-containers:data.f.type is "PostgreSQL", ${allowed} Did you mean postgres?`,
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

  it("has FIFO queues, and tables whose keys are no strings", () => {
    const keys = { key: { name: "customer", type: "number" }, sortKey: { name: "placedAt" } };
    const given = {
      invoices: { type: "queue", fifo: true, contentBasedDeduplication: true },
      orders: { type: "table", ...keys },
    };
    assert.deepEqual(read({ data: given }).data, {
      invoices: { ...given.invoices, visibilitySeconds: 30, maxReceives: 5, protect: false },
      orders: { type: "table", ...keys, pointInTimeRecovery: false, protect: false },
    });
    const key =
      "must be 1 to 255 letters, digits, underscores, dots and hyphens, or a map such as { name: id, type: number }";
    assert.deepEqual(
      errorsOf({
        data: {
          invoices: { type: "queue", contentBasedDeduplication: true },
          orders: { type: "table", key: { name: "id", type: "N" }, sortKey: { type: "number" } },
          uploads: { type: "bucket", notifies: "events" },
          events: { type: "queue", fifo: true },
          others: { type: "table", key: "a b" },
        },
      }),
      [
        "aws-containers:data.invoices.contentBasedDeduplication is true, which only a FIFO queue can have: set fifo: true, or remove it.",
        'aws-containers:data.orders.key.type is "N", but must be string, number or binary. Did you mean number?',
        "aws-containers:data.orders.sortKey.name is missing: it must be 1 to 255 letters, digits, underscores, dots and hyphens.",
        `aws-containers:data.others.key is "a b", but ${key}.`,
        "aws-containers:data.uploads.notifies is events, a FIFO queue, which S3 doesn't notify: notify a queue without fifo.",
      ],
    );
  });

  it("that exists is in the region of the stack", () => {
    const data = {
      a: { type: "queue", existing: "arn:aws:sqs:eu-west-1:111122223333:orders" },
      b: { type: "table", existing: "arn:aws:dynamodb:us-east-1:111122223333:table/orders" },
      c: { type: "bucket", existing: "arn:aws:s3:::shop-archive" },
    };
    assert.deepEqual(errorsOf({ data }), [
      "aws-containers:data.a.existing is in eu-west-1, but the stack is in us-east-1: use a queue of that region.",
    ]);
  });

  it("of FSx for Lustre is one that exists, in the region of the stack", () => {
    const existing = "fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop";
    const securityGroupId = "sg-0123456789abcdef0";
    const scratch = { type: "lustre", existing, securityGroupId };
    assert.deepEqual(read({ data: { scratch } }).data, { scratch });
    assert.deepEqual(
      errorsOf({
        data: {
          a: { type: "fsx" },
          b: { type: "lustre", existing: "fs-0123456789abcdef0", securityGroupId },
          c: { ...scratch, existing: existing.replace("us-east-1", "eu-west-1"), backups: true },
          d: { type: "lustre", securityGroupId },
        },
      }),
      [
        'aws-containers:data.a.type is "fsx", but must be bucket, queue, table, postgres, mysql, cache, filesystem or lustre. Did you mean lustre?',
        'aws-containers:data.b.existing is "fs-0123456789abcdef0", but must be what mount -t lustre takes, such as fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop.',
        "aws-containers:data.c.backups is a setting of a filesystem, but this is a lustre: remove it.",
        "aws-containers:data.c.existing is in eu-west-1, but the stack is in us-east-1: use a lustre of that region.",
        "aws-containers:data.d.existing is missing: the stack creates none. It must be what mount -t lustre takes, such as fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop.",
      ],
    );
  });

  (hasPlatforms("ecs", "eks") ? it : it.skip)("of FSx for Lustre is mounted on EKS alone", () => {
    const existing = "fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh";
    const scratch = { type: "lustre", existing, securityGroupId: "sg-0123456789abcdef0" };
    const web = { source: "./app", volumes: { "/scratch": "scratch" } };
    assert.deepEqual(errorsOf({ platforms: "ecs", data: { scratch }, services: { web } }), [
      "aws-containers:services.web.volumes./scratch is scratch, of FSx for Lustre, which ECS doesn't mount: mount data of type filesystem, or run it on EKS alone, with platforms: [eks].",
    ]);
    assert.deepEqual(
      errorsOf({ platforms: "eks", data: { scratch }, services: { web: { ...web, uses: ["scratch"] } } }),
      [
        "aws-containers:services.web.uses[0] is scratch, a lustre, which is mounted: write volumes: { /data: scratch } instead.",
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

describe("a database of a stack", () => {
  const network = {
    existing: {
      vpcId: "vpc-0123456789abcdef0",
      publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    },
  };
  const existing = {
    host: "shop.cluster-abc.us-east-1.rds.amazonaws.com",
    database: "shop",
    secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-AbCdEf",
    securityGroupId: "sg-0123456789abcdef0",
  };
  const dev = {
    type: "postgres",
    database: "app",
    scaling: { min: 0, max: 2, pauseSeconds: 300 },
    instances: 1,
    backupDays: 1,
    finalSnapshot: false,
    ownKey: true,
    insights: false,
    logRetentionDays: 365,
    monitoringSeconds: 0,
    protect: false,
  };

  it("pauses in dev, and survives a zone and a destroy in prod", () => {
    const data = { db: { type: "postgres" } };
    assert.deepEqual(read({ data }).data, { db: dev });
    assert.deepEqual(read({ ...prod, data }).data, {
      db: {
        type: "postgres",
        database: "app",
        scaling: { min: 0.5, max: 8, pauseSeconds: 300 },
        instances: 2,
        backupDays: 14,
        finalSnapshot: true,
        ownKey: true,
        insights: true,
        logRetentionDays: 365,
        monitoringSeconds: 60,
        protect: true,
      },
    });
  });

  it("has its version and its halves also as numbers and strings", () => {
    const data = { db: { type: "postgres", version: 18, rotationDays: "30", scaling: { min: "0.5" } } };
    assert.deepEqual(read({ data }).data, {
      db: { ...dev, version: "18", rotationDays: 30, scaling: { ...dev.scaling, min: 0.5 } },
    });
  });

  it("exists in an existing VPC", () => {
    const data = { db: { type: "mysql", existing } };
    assert.deepEqual(read({ data, network }).data, data);
    assert.deepEqual(errorsOf({ data }), [
      "aws-containers:data.db.existing is in no VPC of this stack: set aws-containers:network.existing to the database's VPC.",
    ]);
    const { host: _, ...without } = existing;
    assert.deepEqual(
      errorsOf({
        data: {
          a: { type: "postgres", existing: "arn:aws:rds:us-east-1:111122223333:cluster:shop" },
          b: { type: "bucket", existing },
          c: { type: "mysql", existing: { ...without, secretArn: `${existing.secretArn}:password` } },
        },
        network,
      }),
      [
        'aws-containers:data.a.existing is "arn:aws:rds:us-east-1:111122223333:cluster:shop", but must be a map with the keys host, database, secretArn, securityGroupId, readerHost, port.',
        "aws-containers:data.b.existing is a map, but must be the ARN of a bucket, such as arn:aws:s3:::shop-uploads.",
        "aws-containers:data.c.existing.host is missing: it must be a host name such as shop.cluster-abc.us-east-1.rds.amazonaws.com.",
        `aws-containers:data.c.existing.secretArn is "${existing.secretArn.slice(0, -7)}...", but must be the ARN of a secret with its suffix, such as arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf.`,
      ],
    );
  });

  it("has what RDS allows, all of it refused at once", () => {
    assert.deepEqual(
      errorsOf({
        data: {
          "a--b": { type: "postgres" },
          c: { type: "mysql", version: 8 },
          d: { type: "postgres", version: "14" },
          e: { type: "postgres", scaling: { min: 4 } },
          f: { type: "mysql", scaling: { min: 0.7, max: 300 }, instances: 0, database: "Shop" },
          g: { type: "bucket", instances: 2 },
        },
      }),
      [
        "aws-containers:data.a--b has two hyphens in a row in its name, which RDS refuses: name it with single ones.",
        'aws-containers:data.c.version is 8, but must be "8.0" or "8.4" of mysql. Put it in quotes: YAML reads 8.0 as 8.',
        'aws-containers:data.d.version is "14", but must be "15", "16", "17" or "18" of postgres.',
        "aws-containers:data.e.scaling.max is 2, but must be at least min, which is 4.",
        'aws-containers:data.f.database is "Shop", but must be 1 to 63 lowercase letters, digits and underscores, a letter first.',
        "aws-containers:data.f.instances is 0, but must be a whole number from 1 to 16.",
        "aws-containers:data.f.scaling.max is 300, but must be a number from 1 to 256, in steps of 0.5.",
        "aws-containers:data.f.scaling.min is 0.7, but must be a number from 0 to 256, in steps of 0.5.",
        "aws-containers:data.g.instances is a setting of a postgres or mysql, but this is a bucket: remove it.",
      ],
    );
  });

  it("sets variables that nothing else sets", () => {
    assert.deepEqual(
      errorsOf({
        data: { db: { type: "postgres" } },
        services: {
          web: { source, environment: { DB_PORT: "1" }, secrets: { DB_PASSWORD: "/db" }, uses: ["db"] },
        },
      }),
      [
        "aws-containers:services.web.environment.DB_PORT is set from uses, which has db: remove one of them.",
        "aws-containers:services.web.secrets.DB_PASSWORD is set from uses, which has db: remove one of them.",
      ],
    );
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
