import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FlowLogsArgs } from "./flow-logs-arguments";

/**
 * The flow logs of a VPC, of accepted and rejected connections, in a CloudWatch log group (EC2.6). Their role may write to
 * that log group only, and only this account's flow logs may assume it.
 *
 * Costs $0.50 per GB.
 */
export class FlowLogs extends pulumi.ComponentResource {
  /** The log group. */
  public readonly logGroup: aws.cloudwatch.LogGroup;
  /** The role that writes to it. */
  public readonly role: aws.iam.Role;

  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:network:FlowLogs", name, {}, opts);

    this.logGroup = this.createLogGroup(name, args);
    this.role = this.createRole(name);
    const policy = this.createRolePolicy(name);
    this.createFlowLog(name, args, policy);

    this.registerOutputs({ logGroupName: this.logGroup.name });
  }

  private createLogGroup(name: string, args: FlowLogsArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-flow-logs`,
      { retentionInDays: args.retentionDays, kmsKeyId: args.logKeyArn },
      { parent: this, protect: args.protect },
    );
  }

  private createRole(name: string): aws.iam.Role {
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    return new aws.iam.Role(
      `${name}-flow-logs`,
      {
        description: "Writes the flow logs of the VPC",
        assumeRolePolicy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: "sts:AssumeRole",
              Principal: { Service: "vpc-flow-logs.amazonaws.com" },
              Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
          ],
        }),
      },
      { parent: this },
    );
  }

  /** @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
  private createRolePolicy(name: string): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      `${name}-flow-logs`,
      {
        role: this.role.id,
        policy: pulumi.jsonStringify({
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
              Resource: [pulumi.interpolate`${this.logGroup.arn}:*`],
            },
          ],
        }),
      },
      { parent: this },
    );
  }

  private createFlowLog(name: string, args: FlowLogsArgs, policy: aws.iam.RolePolicy): aws.ec2.FlowLog {
    return new aws.ec2.FlowLog(
      `${name}-flow-logs`,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestination: this.logGroup.arn,
        iamRoleArn: this.role.arn,
        maxAggregationInterval: 60,
      },
      // Flow logs that start without the permission to write never recover.
      { parent: this, dependsOn: [policy] },
    );
  }
}
