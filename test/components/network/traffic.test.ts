import assert from "node:assert/strict";
import { json } from "../../support/plan";
import { planOfNetwork } from "./network-plan";

describe("Endpoints and flow logs of a Network", () => {
  it("creates interface endpoints that only the VPC can reach, over TLS", async () => {
    const plan = await planOfNetwork({ endpoints: true, cidr: "10.1.0.0/16" });
    const group = plan.resource("network-endpoints");
    assert.deepEqual(group.inputs, {
      description: "Interface endpoints: TLS from the VPC only",
      vpcId: plan.outputs.vpcId,
      ingress: [
        {
          description: "TLS from the VPC",
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrBlocks: ["10.1.0.0/16"],
        },
      ],
      egress: [],
    });
    const endpoints = plan.ofType("VpcEndpoint").filter(({ name }) => name !== "network-s3");
    assert.deepEqual(
      endpoints.map(({ name, inputs }) => ({ name, ...inputs })),
      ["ecr.api", "ecr.dkr", "logs", "ssmmessages", "sts"].map((service) => ({
        name: `network-${service.replace(".", "-")}`,
        vpcId: plan.outputs.vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.us-east-1.${service}`,
        privateDnsEnabled: true,
        subnetIds: plan.outputs.privateSubnetIds,
        securityGroupIds: [group.id],
      })),
    );
  });

  it("creates the further endpoints of EKS nodes", async () => {
    const plan = await planOfNetwork({ endpoints: true, kubernetesTags: true });
    assert.deepEqual(
      plan
        .ofType("VpcEndpoint")
        .map(({ inputs }) => String(inputs.serviceName).replace("com.amazonaws.us-east-1.", ""))
        .sort(),
      [
        "ec2",
        "ecr.api",
        "ecr.dkr",
        "eks",
        "eks-auth",
        "elasticloadbalancing",
        "logs",
        "s3",
        "ssmmessages",
        "sts",
      ],
    );
  });

  it("logs connections with a role that may write to that log group only", async () => {
    const plan = await planOfNetwork({ flowLogs: true, flowLogRetentionDays: 365 });
    const logGroup = plan.theOne("LogGroup");
    const role = plan.theOne("iam/role:Role");
    const permission = plan.theOne("RolePolicy");
    const flowLog = plan.theOne("FlowLog");

    assert.deepEqual(logGroup.inputs, { retentionInDays: 365 });
    assert.deepEqual(json(role.inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
        },
      ],
    });
    assert.equal(permission.inputs.role, role.id);
    assert.deepEqual(json(permission.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: [
            "logs:CreateLogStream",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents",
          ],
          Resource: [`${logGroup.outputs.arn}:*`],
        },
      ],
    });
    assert.deepEqual(flowLog.inputs, {
      vpcId: plan.outputs.vpcId,
      trafficType: "ALL",
      logDestination: logGroup.outputs.arn,
      iamRoleArn: role.outputs.arn,
      maxAggregationInterval: 60,
    });
    assert.ok(flowLog.dependencies.includes(permission.urn));
  });

  it("protects flow logs by argument", async () => {
    assert.equal((await planOfNetwork({ flowLogs: true, protect: true })).theOne("LogGroup").protect, true);
    assert.equal((await planOfNetwork({ flowLogs: true })).theOne("LogGroup").protect, false);
  });

  it("encrypts flow logs with a key, by argument, which says nothing in an existing VPC", async () => {
    const logKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";
    const { inputs } = (await planOfNetwork({ flowLogs: true, logKeyArn })).theOne("LogGroup");
    assert.deepEqual(inputs, { retentionInDays: 30, kmsKeyId: logKeyArn });
    const existing = { vpcId: "vpc-1", publicSubnetIds: ["subnet-1", "subnet-2"] };
    const types = (await planOfNetwork({ existing, logKeyArn })).resources.map(({ type }) => type);
    assert.deepEqual(
      types.sort(),
      (await planOfNetwork({ existing })).resources.map(({ type }) => type).sort(),
    );
  });

  it("keeps flow logs for 30 days by default", async () => {
    const plan = await planOfNetwork({ flowLogs: true });
    assert.equal(plan.theOne("LogGroup").inputs.retentionInDays, 30);
  });
});
