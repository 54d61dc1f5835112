import { dataArns } from "../../../facts/data-arns";
import { queueLimits } from "../../../facts/queue-limits";
import { withDefault } from "../../toolkit/defaults";
import { boolean, integer } from "../../toolkit/kinds";
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
    fifo: withDefault(
      false,
      boolean(
        "Queue: whether it is a FIFO queue, whose messages arrive once and in the order of their message groups, for $0.50 per million requests. A change replaces the queue, and its messages are lost.",
      ),
    ),
    contentBasedDeduplication: withDefault(
      false,
      boolean(
        "Queue with fifo: whether two messages with the same body within 5 minutes are one. Otherwise senders set a deduplication id.",
      ),
    ),
  },
  arn: dataArns.queue,
  described: ({ visibilitySeconds, maxReceives, fifo, contentBasedDeduplication }, protect) => ({
    type: "queue",
    visibilitySeconds,
    maxReceives,
    ...(fifo && { fifo }),
    ...(contentBasedDeduplication && { contentBasedDeduplication }),
    protect,
  }),
  validate: (at, { fifo = false, contentBasedDeduplication = false, existing }, _, errors) => {
    const path = [...at, "contentBasedDeduplication"];
    if (contentBasedDeduplication && !fifo && existing === undefined && !errors.has(path)) {
      errors.add(path, "is true, which only a FIFO queue can have: set fifo: true, or remove it.");
    }
  },
});
