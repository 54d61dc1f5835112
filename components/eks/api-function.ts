import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createFunctionRole } from "../function-role";
import { createNodeFunction } from "../node-function";
import type { ApiFunctionArgs } from "./api-function-arguments";

/** Seconds that a call may take: those of call-api.mjs, and a start of the function. */
const callSeconds = 20;

/**
 * A Lambda function in the workload subnets that calls the API of a cluster for Step Functions, where the API isn't open to the
 * internet: with a state's request as its input and the answer as its result. Its role is in a Kubernetes group, which may do nothing
 * but what a RoleBinding says.
 *
 * Costs nothing itself; a call about $0.000001.
 */
export class ApiFunction extends pulumi.ComponentResource {
  /** The function. */
  public readonly lambda: aws.lambda.Function;
  /** The Kubernetes group of its role. */
  public readonly group: string;
  /** What it can't call the API without. */
  public readonly ready: pulumi.Resource[];

  constructor(name: string, args: ApiFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:eks:ApiFunction", name, {}, opts);
    this.group = name;
    const securityGroup = new aws.ec2.SecurityGroup(
      name,
      { vpcId: args.network.vpcId, description: "Function: no requests, to the API of the cluster" },
      { parent: this },
    );
    const rules = this.createRules(name, args, securityGroup);
    const parts = createFunctionRole(
      name,
      { retentionDays: args.retentionDays, logKeyArn: args.logKeyArn, statements: statementsOf() },
      { parent: this },
    );
    this.lambda = this.createFunction(name, args, { ...parts, securityGroup });
    const entry = new aws.eks.AccessEntry(
      name,
      { clusterName: args.clusterName, principalArn: parts.role.arn, kubernetesGroups: [this.group] },
      { parent: this },
    );
    this.ready = [...rules, entry];
    this.registerOutputs({ functionName: this.lambda.name });
  }

  /** To private addresses of the API, which have the cluster's security group, or by the NAT gateway to public ones. */
  private createRules(
    name: string,
    { clusterSecurityGroupId, hasPrivateAddresses }: ApiFunctionArgs,
    { id: securityGroupId }: aws.ec2.SecurityGroup,
  ): pulumi.Resource[] {
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    const toApi = { securityGroupId, description: "API of the cluster", ...https };
    if (!hasPrivateAddresses) {
      const toInternet = { ...toApi, cidrIpv4: "0.0.0.0/0" };
      return [new aws.vpc.SecurityGroupEgressRule(`${name}-to-api`, toInternet, { parent: this })];
    }
    return [
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-to-api`,
        { ...toApi, referencedSecurityGroupId: clusterSecurityGroupId },
        { parent: this },
      ),
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-from-function`,
        {
          securityGroupId: clusterSecurityGroupId,
          referencedSecurityGroupId: securityGroupId,
          description: "Calls of the API by a function",
          ...https,
        },
        { parent: this },
      ),
    ];
  }

  private createFunction(
    name: string,
    args: ApiFunctionArgs,
    parts: {
      role: aws.iam.Role;
      policy: aws.iam.RolePolicy;
      securityGroup: aws.ec2.SecurityGroup;
      logGroup: aws.cloudwatch.LogGroup;
    },
  ): aws.lambda.Function {
    return createNodeFunction(
      name,
      {
        file: join(__dirname, "call-api.mjs"),
        description: "Calls the API of the cluster for Step Functions",
        role: parts.role,
        timeout: callSeconds,
        vpcConfig: { subnetIds: args.network.workloadSubnetIds, securityGroupIds: [parts.securityGroup.id] },
        variables: {
          CERTIFICATE_AUTHORITY: args.certificateAuthority,
          CLUSTER: args.clusterName,
          ENDPOINT: args.endpoint,
        },
        logGroup: parts.logGroup,
      },
      { parent: this, dependsOn: [parts.policy] },
    );
  }
}

/**
 * Lets Lambda attach the function to the subnets. Its own code may do nothing with network interfaces: AWS limits none of these actions
 * to those of the function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html (read 2026-11-22)
 */
function statementsOf(): aws.iam.PolicyStatement[] {
  const attach = {
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
  };
  return [
    { Sid: "AttachToSubnets", Effect: "Allow", ...attach },
    {
      Sid: "NotByItsCode",
      Effect: "Deny",
      ...attach,
      Condition: { Null: { "lambda:SourceFunctionArn": "false" } },
    },
  ];
}
