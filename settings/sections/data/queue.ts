import { queueLimits } from "../../../facts/queue-limits";
import { withDefault } from "../../toolkit/defaults";
import { integer } from "../../toolkit/kinds";
import { dataType } from "./data-type";

/** An SQS queue. */
export const queue = dataType({
  title: "SQS queue",
  synonyms: ["sqs"],
  keys: {
    visibilitySeconds: withDefault(
      30,
      integer(
        queueLimits.visibilitySeconds,
        "Queue: seconds that a message which was received stays invisible to other receivers: longer than it takes to process one.",
      ),
    ),
    maxReceives: withDefault(
      5,
      integer(
        queueLimits.maxReceives,
        "Queue: how often a message is received before it goes to the dead-letter queue, where it is kept for 14 days.",
      ),
    ),
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html (read 2026-11-21)
  arn: {
    pattern: /^arn:aws[a-z-]*:sqs:[a-z0-9-]{1,30}:\d{12}:[A-Za-z0-9_-]{1,80}(\.fifo)?$/,
    example: "arn:aws:sqs:us-east-1:111122223333:orders",
  },
  described: ({ visibilitySeconds, maxReceives }, protect) => ({
    type: "queue",
    visibilitySeconds,
    maxReceives,
    protect,
  }),
});
