import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

function planOfCluster(changes: Partial<EksClusterArgs> = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
    const services = [described({ exposure: "internal" })];
    new EksCluster(
      "eks",
      { network, services, clusterName: "shop", compute: "self-managed", ...changes },
      options,
    );
  });
}

const name = "eks-node-draining";

describe("NodeDraining", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfCluster({ nodeGroups: { search: { instanceTypes: ["r7g.large"], max: 2 } } });
  });

  it("keeps each termination of each group until its function has answered, for 16 minutes at most", () => {
    const hooks = plan.ofType("LifecycleHook");
    assert.deepEqual(
      hooks.map(({ name: hook, inputs }) => [hook, inputs]),
      ["eks-arm64", "eks-search"].map((group) => [
        `${group}-drain`,
        {
          autoscalingGroupName: plan.resource("autoscaling/group:Group", group).outputs.name,
          lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
          heartbeatTimeout: 960,
          defaultResult: "CONTINUE",
        },
      ]),
    );
    for (const hook of hooks) {
      const dependencies = plan.dependenciesOf(hook);
      assert.ok(dependencies.includes(name), hook.name);
    }
  });

  it("calls a function on these terminations alone, which has 15 minutes", () => {
    const groups = plan.ofType("autoscaling/group:Group").map(({ outputs }) => outputs.name);
    assert.deepEqual(json(plan.resource("EventRule", name).inputs.eventPattern), {
      source: ["aws.autoscaling"],
      "detail-type": ["EC2 Instance-terminate Lifecycle Action"],
      detail: { AutoScalingGroupName: groups },
    });
    const lambda = plan.resource("lambda/function:Function", name);
    assert.deepEqual(plan.resource("EventTarget", name).inputs, {
      rule: plan.resource("EventRule", name).outputs.name,
      arn: lambda.outputs.arn,
    });
    const { timeout, handler, environment } = lambda.inputs;
    assert.deepEqual([timeout, handler], [900, "drain-node.handler"]);
    const { variables } = environment as { variables: Record<string, string> };
    assert.deepEqual(Object.keys(variables).sort(), ["CERTIFICATE_AUTHORITY", "CLUSTER", "ENDPOINT"]);
    assert.equal(variables.CLUSTER, "shop");
  });

  it("may go on with these groups, and in the cluster cordon nodes and evict pods", () => {
    const { policy } = plan.resource("RolePolicy", name).inputs;
    const { Statement } = json(policy) as { Statement: { Sid: string; Resource: unknown }[] };
    assert.deepEqual(
      Statement.map(({ Sid }) => Sid),
      ["GoOn", "WriteLogs"],
    );
    assert.deepEqual(Statement[0], {
      Sid: "GoOn",
      Effect: "Allow",
      Action: "autoscaling:CompleteLifecycleAction",
      Resource: plan.ofType("autoscaling/group:Group").map(({ outputs }) => outputs.arn),
    });
    assert.deepEqual(plan.resource("v1:ClusterRole", name).inputs.rules, [
      { apiGroups: [""], resources: ["nodes"], verbs: ["list", "patch"] },
      { apiGroups: [""], resources: ["pods"], verbs: ["list"] },
      { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
    ]);
    const { subjects } = plan.resource("ClusterRoleBinding", name).inputs;
    assert.deepEqual(subjects, [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name }]);
    assert.deepEqual(plan.resource("AccessEntry", name).inputs, {
      clusterName: "shop",
      principalArn: plan.resource("iam/role:Role", name).outputs.arn,
      kubernetesGroups: [name],
    });
  });

  it("calls a private API by the function in the VPC", async () => {
    const inVpc = await planOfCluster({ endpoint: "private", endpointCidrs: ["10.0.0.0/16"] });
    const api = inVpc.resource("lambda/function:Function", "eks-api-calls");
    const { environment } = inVpc.resource("lambda/function:Function", name).inputs;
    assert.deepEqual(environment, { variables: { API_FUNCTION: api.outputs.name } });
    const { Statement } = json(inVpc.resource("RolePolicy", name).inputs.policy) as {
      Statement: { Sid: string; Resource: unknown }[];
    };
    assert.deepEqual(
      Statement.filter(({ Sid }) => Sid === "CallCluster").map(({ Resource }) => Resource),
      [api.outputs.arn],
    );
    const { subjects } = inVpc.resource("ClusterRoleBinding", name).inputs;
    assert.deepEqual(
      (subjects as { name: string }[]).map((subject) => subject.name),
      ["eks-api-calls"],
    );
    assert.deepEqual(
      inVpc
        .ofType("AccessEntry")
        .map((entry) => entry.name)
        .filter((entry) => entry === name),
      [],
    );
  });

  it("isn't there for nodes that EKS drains itself", async () => {
    const managed = await planOfCluster({ compute: "managed" });
    assert.deepEqual(managed.ofType("LifecycleHook"), []);
  });
});
