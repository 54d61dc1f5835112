import * as pulumi from "@pulumi/pulumi";
import { createData } from "../../../components/data";
import type { DataSource } from "../../../components/data-source";
import type { RecordedPlan } from "../../support/plan";

/** A network that exists. */
export const dataNetwork = {
  vpcId: "vpc-1",
  dataSubnetIds: ["subnet-private-a", "subnet-private-b"],
  dataSubnetCount: 2,
  dataCidrBlocks: pulumi.output(["10.0.0.0/20", "10.0.32.0/20"]),
};

/** A bucket, the queue of its events, and a table. */
export function workerData(): DataSource[] {
  const data = createData(
    {
      uploads: { type: "bucket", notifies: "events" },
      events: { type: "queue" },
      orders: { type: "table" },
    },
    { network: () => dataNetwork },
    {},
  );
  return Object.values(data);
}

/** The variables of a service that uses the data. */
export function variablesOfData(plan: RecordedPlan): { name: string; value: unknown }[] {
  return [
    { name: "EVENTS_QUEUE_URL", value: plan.resource("sqs/queue:Queue", "events-queue").outputs.url },
    { name: "ORDERS_TABLE", value: plan.theOne("dynamodb/table:Table").outputs.name },
    { name: "UPLOADS_BUCKET", value: plan.theOne("s3/bucket:Bucket").outputs.bucket },
  ];
}

/** The ARNs that a service that uses the data may do something with, as its policy has them. */
export function resourcesOfData(plan: RecordedPlan): unknown[] {
  const bucket = plan.theOne("s3/bucket:Bucket").outputs.arn;
  const table = plan.theOne("dynamodb/table:Table").outputs.arn;
  const queue = plan.resource("sqs/queue:Queue", "events-queue").outputs.arn;
  return [bucket, `${bucket}/*`, table, `${table}/index/*`, queue];
}
