import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createFunctionRole } from "../function-role";
import { createNodeFunction } from "../node-function";
import { statusPattern } from "./job-failures";
import type { JobSuccessesArgs } from "./job-successes-arguments";

/** Seconds for the lines of one message. */
const startSeconds = 60;

/**
 * What starts jobs after others that succeeded in an EKS cluster: a subscription of the cluster's audit log, which has the one update of
 * a Job's status by which it becomes `Complete`, and a Lambda function that starts an execution for it. What fails three times goes to
 * the dead-letter queue.
 *
 * Costs nothing itself; a start about $0.000001. A log group may have two subscriptions.
 */
export class JobSuccesses extends pulumi.ComponentResource {
  /** The function. */
  public readonly lambda: aws.lambda.Function;

  constructor(name: string, args: JobSuccessesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:eks:JobSuccesses", name, {}, opts);
    const parts = createFunctionRole(
      name,
      { retentionDays: args.retentionDays, logKeyArn: args.logKeyArn, statements: statementsOf(args) },
      { parent: this },
    );
    this.lambda = this.createFunction(name, args, parts);
    this.subscribe(name, args);
    this.registerOutputs({ functionName: this.lambda.name });
  }

  private createFunction(
    name: string,
    { starts, deadLetters }: JobSuccessesArgs,
    parts: { role: aws.iam.Role; policy: aws.iam.RolePolicy; logGroup: aws.cloudwatch.LogGroup },
  ): aws.lambda.Function {
    const arns = Object.entries(starts).map(([job, machines]) => [job, machines.map(({ arn }) => arn)]);
    return createNodeFunction(
      name,
      {
        file: join(__dirname, "start-next-jobs.mjs"),
        description: "Starts jobs after others that succeeded",
        role: parts.role,
        timeout: startSeconds,
        deadLetterConfig: { targetArn: deadLetters.arn },
        variables: { STARTS: pulumi.jsonStringify(Object.fromEntries(arns)) },
        logGroup: parts.logGroup,
      },
      { parent: this, dependsOn: [parts.policy] },
    );
  }

  /** CloudWatch Logs tests that it may invoke the function when the subscription is created. */
  private subscribe(name: string, { namespace, auditLogGroupName, context }: JobSuccessesArgs): void {
    const { partition, region, accountId } = context;
    const permission = new aws.lambda.Permission(
      name,
      {
        function: this.lambda.name,
        action: "lambda:InvokeFunction",
        principal: "logs.amazonaws.com",
        sourceAccount: accountId,
        sourceArn: pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${auditLogGroupName}:*`,
      },
      { parent: this },
    );
    new aws.cloudwatch.LogSubscriptionFilter(
      name,
      {
        logGroup: auditLogGroupName,
        filterPattern: namespace.apply((name) => statusPattern(name, "Complete")),
        destinationArn: this.lambda.arn,
      },
      { parent: this, dependsOn: [permission] },
    );
  }
}

/** Lets the function start these state machines, and give up what it can't start. */
function statementsOf({ starts, deadLetters }: JobSuccessesArgs): aws.iam.PolicyStatement[] {
  const machines = Object.values(starts).flat();
  return [
    {
      Sid: "StartJobs",
      Effect: "Allow",
      Action: "states:StartExecution",
      Resource: machines.map(({ arn }) => arn),
    },
    { Sid: "GiveUpStarts", Effect: "Allow", Action: "sqs:SendMessage", Resource: deadLetters.arn },
  ];
}
