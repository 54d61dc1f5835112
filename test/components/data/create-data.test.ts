import assert from "node:assert/strict";
import { createData, type DataDescription } from "../../../components/data";
import { variablesOfData } from "../../../components/data/data-variables";
import { variableNames } from "../../../components/data-source";
import { planOf } from "../../support/plan";
import { dataNetwork } from "./worker-data";

type Described = Record<string, DataDescription>;

/** Plans data; the stack's outputs are what a service that uses it gets. */
const planOfData = (described: Described) =>
  planOf(() => {
    const data = createData(described, { network: () => dataNetwork }, {});
    return Object.fromEntries(
      Object.entries(data).map(([name, { variables, statements }]) => [name, { variables, statements }]),
    );
  });

const shop: Described = {
  uploads: { type: "bucket", notifies: "events" },
  events: { type: "queue" },
  orders: { type: "table" },
};

describe("createData", () => {
  it("notifies a queue of the objects of a bucket, once the queue accepts it", async () => {
    const plan = await planOfData(shop);
    const bucket = plan.theOne("s3/bucket:Bucket");
    const queue = plan.resource("sqs/queue:Queue", "events-queue");
    const notification = plan.theOne("BucketNotification");
    assert.deepEqual(notification.inputs, {
      bucket: bucket.outputs.bucket,
      queues: [{ id: "created", queueArn: queue.outputs.arn, events: ["s3:ObjectCreated:*"] }],
    });
    const policy = plan.resource("QueuePolicy", "events-queue");
    assert.ok(notification.dependencies.includes(policy.urn));
    const { Statement } = JSON.parse(String(policy.inputs.policy));
    assert.deepEqual(Statement[1].Condition.ArnEquals, { "aws:SourceArn": [bucket.outputs.arn] });
  });

  it("keeps the notification of a bucket the same resource when another queue gets it", async () => {
    const urns = await Promise.all(
      ["events", "others"].map(async (notifies) => {
        const uploads: DataDescription = { type: "bucket", notifies };
        return (await planOfData({ ...shop, others: { type: "queue" }, uploads })).theOne(
          "BucketNotification",
        ).urn;
      }),
    );
    assert.equal(urns[0], urns[1]);
  });

  it("says of each where it is, and what a service may do with it", async () => {
    const plan = await planOfData(shop);
    const bucket = plan.theOne("s3/bucket:Bucket").outputs;
    const queue = plan.resource("sqs/queue:Queue", "events-queue").outputs;
    const table = plan.theOne("dynamodb/table:Table").outputs;
    assert.deepEqual(plan.outputs, {
      uploads: {
        variables: { UPLOADS_BUCKET: bucket.bucket },
        statements: [
          { Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: [bucket.arn] },
          {
            Effect: "Allow",
            Action: [
              "s3:AbortMultipartUpload",
              "s3:DeleteObject",
              "s3:GetObject",
              "s3:ListMultipartUploadParts",
              "s3:PutObject",
            ],
            Resource: [`${bucket.arn}/*`],
          },
        ],
      },
      events: {
        variables: { EVENTS_QUEUE_URL: queue.url },
        statements: [
          {
            Effect: "Allow",
            Action: [
              "sqs:ChangeMessageVisibility",
              "sqs:DeleteMessage",
              "sqs:GetQueueAttributes",
              "sqs:ReceiveMessage",
              "sqs:SendMessage",
            ],
            Resource: [queue.arn],
          },
        ],
      },
      orders: {
        variables: { ORDERS_TABLE: table.name },
        statements: [
          {
            Effect: "Allow",
            Action: [
              "dynamodb:BatchGetItem",
              "dynamodb:BatchWriteItem",
              "dynamodb:ConditionCheckItem",
              "dynamodb:DeleteItem",
              "dynamodb:DescribeTable",
              "dynamodb:GetItem",
              "dynamodb:PutItem",
              "dynamodb:Query",
              "dynamodb:Scan",
              "dynamodb:UpdateItem",
            ],
            Resource: [table.arn, `${table.arn}/index/*`],
          },
        ],
      },
    });
  });

  it("creates nothing for data that exists, and says the same of it", async () => {
    const plan = await planOfData({
      uploads: { type: "bucket", existing: "arn:aws:s3:::shop.uploads" },
      events: { type: "queue", existing: "arn:aws-cn:sqs:cn-north-1:111122223333:events" },
      orders: { type: "table", existing: "arn:aws:dynamodb:us-east-1:111122223333:table/orders" },
    });
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.startsWith("aws")).map(({ name }) => name),
      [],
    );
    const outputs = plan.outputs as Record<
      string,
      { variables: object; statements: { Resource: unknown }[] }
    >;
    assert.deepEqual(
      Object.values(outputs).map(({ variables }) => variables),
      [
        { EVENTS_QUEUE_URL: "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/events" },
        { ORDERS_TABLE: "orders" },
        { UPLOADS_BUCKET: "shop.uploads" },
      ],
    );
    assert.deepEqual(
      Object.values(outputs).flatMap(({ statements }) => statements.map(({ Resource }) => Resource)),
      [
        ["arn:aws-cn:sqs:cn-north-1:111122223333:events"],
        [
          "arn:aws:dynamodb:us-east-1:111122223333:table/orders",
          "arn:aws:dynamodb:us-east-1:111122223333:table/orders/index/*",
        ],
        ["arn:aws:s3:::shop.uploads"],
        ["arn:aws:s3:::shop.uploads/*"],
      ],
    );
  });

  it("sets the variables that the settings know of each type", async () => {
    const types: DataDescription["type"][] = ["bucket", "table", "queue", "postgres", "mysql"];
    const plan = await planOf(() => {
      const described = types.map((type) => [`my-${type}`, { type }]);
      const data = createData(Object.fromEntries(described), { network: () => dataNetwork }, {});
      return Object.fromEntries(Object.entries(data).map(([name, source]) => [name, variableNames(source)]));
    });
    const expected = types.map((type) => [`my-${type}`, variablesOfData(type, `my-${type}`)]);
    assert.deepEqual(plan.outputs, Object.fromEntries(expected));
    assert.deepEqual(
      variablesOfData("postgres", "my-db"),
      ["HOST", "READER_HOST", "PORT", "NAME", "USER", "PASSWORD"].map((suffix) => `MY_DB_${suffix}`),
    );
  });

  it("takes a database that exists as it is, and reads from its writer where no reader is named", async () => {
    const secretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-AbCdEf";
    const existing = {
      host: "shop.internal",
      database: "Shop",
      secretArn,
      securityGroupId: "sg-0123456789abcdef0",
    };
    const plan = await planOf(() => {
      const { shop } = createData({ shop: { type: "mysql", existing } }, { network: () => dataNetwork }, {});
      return shop && { variables: shop.variables, secrets: shop.secrets, endpoint: shop.endpoint };
    });
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.startsWith("aws")).map(({ name }) => name),
      [],
    );
    assert.deepEqual(plan.outputs, {
      variables: {
        SHOP_HOST: "shop.internal",
        SHOP_READER_HOST: "shop.internal",
        SHOP_PORT: "3306",
        SHOP_NAME: "Shop",
      },
      secrets: { SHOP_USER: { secretArn, key: "username" }, SHOP_PASSWORD: { secretArn, key: "password" } },
      endpoint: {
        name: "shop",
        securityGroupId: "sg-0123456789abcdef0",
        ports: [3306],
        cidrBlocks: ["10.0.0.0/20", "10.0.32.0/20"],
      },
    });
  });
});
