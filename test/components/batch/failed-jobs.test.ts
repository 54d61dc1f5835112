import assert from "node:assert/strict";
import { BatchJobs } from "../../../components/batch";
import { AlarmTopic } from "../../../components/monitoring";
import { planOf } from "../../support/plan";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";
const network = { vpcId: "vpc-1", workloadSubnetIds: ["subnet-private-a", "subnet-private-b"] };

describe("Failed jobs on Batch of a stack with alarms", () => {
  it("are reported to the topic of the alarms, whose policy isn't theirs", async () => {
    const plan = await planOf(() => {
      const topic = new AlarmTopic("alarms", { email: "on-call@example.com" });
      new BatchJobs("batch", { network, jobs: { report: { image } }, maxCpus: 16, topic });
    });
    const { arn } = plan.resource("sns/topic:Topic", "alarms-topic").outputs;
    assert.deepEqual(
      plan.ofType("TopicPolicy").map(({ name }) => name),
      ["alarms-topic"],
    );
    assert.equal(plan.resource("EventTarget", "batch-job-failures").inputs.arn, arn);
  });
});
