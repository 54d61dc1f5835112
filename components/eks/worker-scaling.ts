import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { scalingSeconds } from "../../facts/backlog-scaling";
import { dnsSuffixOf } from "../../facts/regions";
import { awsContextOf } from "../aws-context";
import { createFunctionRole } from "../function-role";
import { createNodeFunction } from "../node-function";
import { callStatements } from "./cluster-api";
import { createRoleAccess } from "./role-access";
import type { WorkerScalingArgs } from "./worker-scaling-arguments";

/** Seconds for the messages of all queues and the replicas of all workers: less than until the next time. */
const scaleSeconds = 50;

/**
 * What scales the workers of an EKS cluster on the messages of their queues, from and to zero: a Lambda function, once a minute. As on
 * ECS, a replica for every so many messages that wait or are being worked on, and the minimum once a queue has been empty for five
 * minutes. In the cluster it may read and change the number of replicas of these Deployments and nothing else.
 *
 * Costs about $0.03 a month for 43,200 calls with their log lines, twice as much where the API isn't open to the internet, and $0.10
 * for the alarm of a topic.
 */
export class WorkerScaling extends pulumi.ComponentResource {
  /** The function. */
  public readonly lambda: aws.lambda.Function;

  constructor(name: string, args: WorkerScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "aws-containers:eks:WorkerScaling",
      name,
      {},
      pulumi.mergeOptions(opts, { providers: { kubernetes: args.cluster.provider } }),
    );
    const parts = createFunctionRole(
      name,
      {
        retentionDays: args.retentionDays ?? 7,
        logKeyArn: args.cluster.logKeyArn,
        statements: this.statements(args),
      },
      { parent: this },
    );
    this.lambda = this.createFunction(name, args, parts);
    const access = this.allowScaling(name, args, parts.role);
    this.callEachMinute(name, args, access);
    this.createAlarm(name, args);
    this.registerOutputs({ functionName: this.lambda.name });
  }

  private createFunction(
    name: string,
    { cluster: { name: clusterName, api } }: WorkerScalingArgs,
    parts: { role: aws.iam.Role; policy: aws.iam.RolePolicy; logGroup: aws.cloudwatch.LogGroup },
  ): aws.lambda.Function {
    return createNodeFunction(
      name,
      {
        file: join(__dirname, "scale-workers.mjs"),
        imports: [join(__dirname, "call-api.mjs")],
        description: "Scales workers on the messages of their queues",
        role: parts.role,
        timeout: scaleSeconds,
        variables: api.fromVpc
          ? { API_FUNCTION: api.fromVpc.lambda.name }
          : {
              CERTIFICATE_AUTHORITY: api.certificateAuthority,
              CLUSTER: clusterName,
              ENDPOINT: api.endpoint,
            },
        logGroup: parts.logGroup,
      },
      { parent: this, dependsOn: [parts.policy] },
    );
  }

  /** Nothing but the number of replicas of these Deployments. */
  private allowScaling(name: string, args: WorkerScalingArgs, role: aws.iam.Role): pulumi.Resource[] {
    const { cluster, workers } = args;
    const resourceNames = workers.map((worker) => worker.name);
    return createRoleAccess(
      name,
      {
        cluster,
        namespace: cluster.namespace.metadata.name,
        role,
        rules: [
          { apiGroups: ["apps"], resources: ["deployments/scale"], resourceNames, verbs: ["get", "patch"] },
        ],
      },
      { parent: this },
    );
  }

  /** A call that is a minute late is dropped: the next one is there. */
  private callEachMinute(name: string, args: WorkerScalingArgs, access: pulumi.Resource[]): void {
    const rule = new aws.cloudwatch.EventRule(
      name,
      { description: "Scales workers each minute", scheduleExpression: "rate(1 minute)" },
      { parent: this },
    );
    const permission = new aws.lambda.Permission(
      name,
      {
        function: this.lambda.name,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      },
      { parent: this },
    );
    new aws.cloudwatch.EventTarget(
      name,
      {
        rule: rule.name,
        arn: this.lambda.arn,
        input: this.describe(args),
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: scalingSeconds.period },
      },
      { parent: this, dependsOn: [permission, ...access] },
    );
  }

  /** What the function is called with. */
  private describe({ cluster, workers }: WorkerScalingArgs): pulumi.Output<string> {
    const { region, accountId } = awsContextOf(this);
    const suffix = region.apply(dnsSuffixOf);
    return pulumi.jsonStringify({
      namespace: cluster.namespace.metadata.name,
      idleSeconds: scalingSeconds.idle,
      workers: workers.map(({ name, min, max, backlog: { queueName, messagesPerTask } }) => ({
        name,
        queueUrl: pulumi.interpolate`https://sqs.${region}.${suffix}/${accountId}/${queueName}`,
        min,
        max,
        messagesPerTask,
      })),
    });
  }

  private createAlarm(name: string, { topic }: WorkerScalingArgs): void {
    if (topic === undefined) return;
    new aws.cloudwatch.MetricAlarm(
      name,
      {
        alarmDescription: "Workers on EKS aren't scaled on their messages",
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: { FunctionName: this.lambda.name },
        statistic: "Sum",
        period: scalingSeconds.period,
        evaluationPeriods: 5,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [topic.arn],
      },
      { parent: this },
    );
  }

  /** Reads how many messages these queues have, and calls the cluster. */
  private statements({ cluster, workers }: WorkerScalingArgs): aws.iam.PolicyStatement[] {
    const { partition, region, accountId } = awsContextOf(this);
    const queueArns = workers.map(
      ({ backlog }) => pulumi.interpolate`arn:${partition}:sqs:${region}:${accountId}:${backlog.queueName}`,
    );
    return [
      {
        Sid: "CountMessages",
        Effect: "Allow",
        Action: "sqs:GetQueueAttributes",
        Resource: pulumi.all(queueArns).apply((arns) => [...new Set(arns)]),
      },
      ...callStatements(cluster),
    ];
  }
}
