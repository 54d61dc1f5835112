import { dataArns } from "../../../facts/data-arns";
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
  arn: dataArns.queue,
  described: ({ visibilitySeconds, maxReceives }, protect) => ({
    type: "queue",
    visibilitySeconds,
    maxReceives,
    protect,
  }),
});
