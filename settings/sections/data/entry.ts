import type { z } from "zod";
import { choice, object, string } from "../../toolkit/kinds";
import { bucketArn, bucketKeys } from "./bucket";
import { queueArn, queueKeys } from "./queue";
import { tableArn, tableKeys } from "./table";

/** The types of data: the keys that each has alone, and the ARN of one that exists. A new type is a file, and a line here. */
export const dataTypes = {
  bucket: { keys: bucketKeys, arn: bucketArn },
  queue: { keys: queueKeys, arn: queueArn },
  table: { keys: tableKeys, arn: tableArn },
};

const typeNames = Object.keys(dataTypes) as [keyof typeof dataTypes];

/** The schema of one part of the data. */
export const entry = object(
  {
    existing: string(
      /^/,
      "an ARN",
      "ARN of one that exists, in place of a new one: the stack never changes it, and services may use it. Default: none.",
    ),
    ...bucketKeys,
    ...queueKeys,
    ...tableKeys,
  },
  "A part of the data.",
  {
    type: choice(
      typeNames,
      "S3 bucket, SQS queue or DynamoDB table. Another type is another resource: the data is lost.",
      {
        s3: "bucket",
        sqs: "queue",
        dynamodb: "table",
      },
    ),
  },
);

/** A part of the data as a stack file has it. */
export type GivenData = z.output<typeof entry>;
