import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const internal = (changes: Parameters<typeof described>[0] = {}) =>
  described({ exposure: "internal", architecture: "x86_64", ...changes });

function planOfCluster(changes: Partial<EksClusterArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
    new EksCluster("eks", { network, services: [internal()], compute: "fargate", ...changes }, options);
  });
}

describe("EksCluster on Fargate", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfCluster();
  });
  it("x", () => {
    for (const r of plan.childrenOf(plan.resource("EksCluster", "eks"))) console.log(r.name, r.type, JSON.stringify(r.inputs).slice(0, 900));
    assert.ok(1);
  });
});
