import assert from "node:assert/strict";
import { json, type RecordedPlan } from "../../support/plan";
import { clusterType, inputAt, planOfCluster } from "./cluster-plan";
import { described, network } from "./described";

describe("Nodes of an EksCluster", () => {
  let plan: RecordedPlan;

  before(async () => {
    plan = await planOfCluster();
  });

  it("allows its nodes to create and fill the cached repositories of its services, and no others", async () => {
    const policies = plan.ofType("iam/rolePolicy:RolePolicy").map(({ name }) => name);
    assert.deepEqual(policies.sort(), ["eks-container-logs", "eks-tags"]);
    const repository = "arn:aws:ecr:us-east-1:000000000000:repository/docker-hub/library/nginx";
    const cached = {
      reference: "nginx",
      uris: { tag: "nginx" },
      pullSource: { repositoryArn: repository, pullThroughCache: true },
    };
    const filling = await planOfCluster({
      services: [described(), described({ image: cached }), described({ image: cached })],
    });
    const { inputs } = filling.resource("eks-nodes-fill-caches");
    assert.equal(inputs.role, filling.resource(clusterType, "eks").outputs.autoModeNodeRoleName);
    assert.deepEqual(json(inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FillCaches",
          Effect: "Allow",
          Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
          Resource: [repository],
        },
      ],
    });
  });

  it("creates a node class of its own, with the role and the security group of Auto Mode's", () => {
    const { autoModeNodeRoleName, clusterSecurityGroupId } = plan.resource(clusterType, "eks").outputs;
    assert.deepEqual(plan.resource("eks-node-class").inputs, {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: "services" },
      spec: {
        role: autoModeNodeRoleName,
        subnetSelectorTerms: [{ id: "subnet-private-1" }, { id: "subnet-private-2" }],
        securityGroupSelectorTerms: [{ id: clusterSecurityGroupId }],
        tags: {},
      },
    });
  });

  it("gives nodes public addresses in subnets that lead to the internet by no other way", async () => {
    const inPublicSubnets = { ...network, assignPublicIp: true };
    const plan = await planOfCluster({ network: inPublicSubnets, endpoint: "both" });
    assert.deepEqual(inputAt(plan, "eks-node-class", "spec", "advancedNetworking"), {
      associatePublicIPAddress: true,
    });
  });

  it("allows Auto Mode to tag what it creates for the cluster, and nothing of other clusters", () => {
    const { role, policy } = plan.resource("eks-tags").inputs;
    assert.match(String(role), /^eks-eksRole-role-[0-9a-f]{7}$/);
    const name = "eks:eks-cluster-name";
    const ofThisCluster = `\${aws:PrincipalTag/${name}}`;
    const created = { [`aws:RequestTag/${name}`]: ofThisCluster };
    const allowed = (Sid: string, Action: string | string[], StringEquals: object, StringLike?: object) => ({
      Sid,
      Effect: "Allow",
      Action,
      Resource: "*",
      Condition: { StringEquals, ...(StringLike && { StringLike }) },
    });
    assert.deepEqual(json(policy), {
      Version: "2012-10-17",
      Statement: [
        allowed("CreateNodes", ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances"], created, {
          "aws:RequestTag/eks:kubernetes-node-class-name": "*",
          "aws:RequestTag/eks:kubernetes-node-pool-name": "*",
        }),
        allowed("CreateVolumes", ["ec2:CreateSnapshot", "ec2:CreateVolume"], created),
        allowed("CreateNetworkInterfaces", "ec2:CreateNetworkInterface", created, {
          "aws:RequestTag/eks:kubernetes-cni-node-name": "*",
        }),
        allowed(
          "CreateLoadBalancers",
          [
            "ec2:CreateSecurityGroup",
            "elasticloadbalancing:CreateListener",
            "elasticloadbalancing:CreateLoadBalancer",
            "elasticloadbalancing:CreateRule",
            "elasticloadbalancing:CreateTargetGroup",
          ],
          created,
        ),
        allowed(
          "ChangeTags",
          [
            "ec2:CreateTags",
            "ec2:DeleteTags",
            "elasticloadbalancing:AddTags",
            "elasticloadbalancing:RemoveTags",
          ],
          { [`aws:ResourceTag/${name}`]: ofThisCluster },
        ),
      ],
    });
    for (const tagged of ["eks-node-class", "eks-ingress-class-parameters"]) {
      assert.ok(plan.resource(tagged).dependencies.includes(plan.resource("eks-tags").urn), tagged);
    }
  });

  it("creates a node pool for the services, with that node class", () => {
    assert.deepEqual(plan.resource("eks-node-pool").inputs, {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "services" },
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "services" },
            requirements: [
              { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
              { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] },
              { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
              { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
            ],
            expireAfter: "336h",
            terminationGracePeriod: "1h",
          },
        },
        disruption: {
          consolidationPolicy: "WhenEmptyOrUnderutilized",
          consolidateAfter: "1m",
          budgets: [{ nodes: "10%" }],
        },
        weight: 10,
        limits: { cpu: "64" },
      },
    });
    assert.ok(plan.resource("eks-node-pool").dependencies.includes(plan.resource("eks-node-class").urn));
  });
});
