import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link FlowLogs}. */
export interface FlowLogsArgs {
  /** The VPC whose connections are logged. */
  vpcId: pulumi.Input<string>;
  /** Days that the log lines are kept; one of the values that CloudWatch Logs allows. */
  retentionDays: number;
}

/**
 * Every connection in a VPC, accepted or rejected, in a CloudWatch log group (EC2.6). The role that writes them can
 * write into that log group alone, and only for this account's flow logs.
 *
 * Costs $0.50 for each GB written.
 */
export class FlowLogs extends pulumi.ComponentResource {
  /** Where the log lines go. */
  public readonly logGroup: aws.cloudwatch.LogGroup;
  /** The role that writes them. */
  public readonly role: aws.iam.Role;

  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:network:FlowLogs", name, {}, opts);

    this.logGroup = this.flowLogGroup(name, args);
    this.role = this.writer(name);
    const permission = this.mayWrite(name);
    this.flowLog(name, args, permission);

    this.registerOutputs({ logGroupName: this.logGroup.name });
  }

  private flowLogGroup(name: string, args: FlowLogsArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-flow-logs`,
      { retentionInDays: args.retentionDays },
      { parent: this },
    );
  }

  private writer(name: string): aws.iam.Role {
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
  private mayWrite(name: string): aws.iam.RolePolicy {
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

  private flowLog(name: string, args: FlowLogsArgs, permission: aws.iam.RolePolicy): aws.ec2.FlowLog {
    return new aws.ec2.FlowLog(
      `${name}-flow-logs`,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestination: this.logGroup.arn,
        iamRoleArn: this.role.arn,
        maxAggregationInterval: 60,
      },
      // Flow logs that start before their role may write fail for good.
      { parent: this, dependsOn: [permission] },
    );
  }
}
