import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DataBucket } from "../../../components/data";
import { createEksJobs, EksCluster, type EksClusterArgs, nodesForJob } from "../../../components/eks";
import type { JobDescription } from "../../../components/job";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

const image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:0123456789ab";
const topicArn = "arn:aws:sns:us-east-1:000000000000:alarms";
const placed = { source: "com.example.shop", detailType: "OrderPlaced" };

type Jobs = (uploads: DataBucket) => Record<string, Partial<JobDescription>>;

function planOfJobs(
  jobs: Jobs,
  { topic, ...ofCluster }: Partial<EksClusterArgs> & { topic?: boolean } = {},
): Promise<RecordedPlan> {
  return planOf(() => {
    const uploads = new DataBucket("uploads", { events: true });
    uploads.notify();
    const described = Object.fromEntries(
      Object.entries(jobs(uploads)).map(([name, job]) => [name, { image, ...job }]),
    );
    const cluster = new EksCluster("eks", {
      clusterName: "shop",
      containerLogs: false,
      network,
      services: Object.values(described).map(nodesForJob),
      ...ofCluster,
    });
    const given = topic ? { topic: { arn: pulumi.output(topicArn) } } : {};
    return createEksJobs("eks", { cluster, jobs: described, ...given }, {}).outputs;
  });
}

const resource = (plan: RecordedPlan, type: string, name: string) => plan.resource(type, name);

interface State {
  Arguments: Record<string, string>;
  Output?: string;
  Next?: string;
  Catch?: object[];
}

interface Definition {
  StartAt: string;
  States: Record<string, Record<string, unknown>> & {
    Start: { Branches: [{ States: Record<"Read" | "Create" | "Created", State> }] };
  };
}
const definitionOf = (plan: RecordedPlan, job: string) =>
  json(resource(plan, "StateMachine", `${job}-start`).inputs.definition) as Definition;

describe("Events that start jobs on EKS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfJobs(
      (uploads) => ({
        resize: { on: { event: uploads, prefix: "in/" }, environment: { GREETING: "Hello" } },
        invoice: { on: { ...placed, bus: "orders" } },
        report: { schedule: "rate(1 day)" },
      }),
      { topic: true },
    );
  });

  it("have a rule each, which starts a state machine, or gives the start up to a queue", () => {
    const rules = plan.ofType("cloudwatch/eventRule:EventRule");
    assert.deepEqual(rules.map(({ name }) => name).sort(), ["invoice-event", "resize-event"]);
    const bucket = resource(plan, "s3/bucket:Bucket", "uploads-bucket").outputs.bucket;
    assert.deepEqual(json(resource(plan, "EventRule", "resize-event").inputs.eventPattern), {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [bucket] }, object: { key: [{ prefix: "in/" }] } },
    });
    assert.deepEqual(resource(plan, "EventTarget", "invoice-event").inputs, {
      rule: resource(plan, "EventRule", "invoice-event").outputs.name,
      eventBusName: "orders",
      arn: resource(plan, "StateMachine", "invoice-start").outputs.arn,
      roleArn: resource(plan, "iam/role:Role", "invoice-event").outputs.arn,
      retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
      deadLetterConfig: { arn: resource(plan, "sqs/queue:Queue", "eks-dead-letters").outputs.arn },
    });
    assert.deepEqual(resource(plan, "MetricAlarm", "eks-dead-letters").inputs.alarmActions, [topicArn]);
    assert.deepEqual(plan.ofType("aws:scheduler/"), [], "CronJobs have their schedules themselves");
  });

  it("make a Job from the template of the CronJob, once for each execution", () => {
    const { StartAt, States } = definitionOf(plan, "resize");
    assert.equal(StartAt, "Start");
    assert.deepEqual(Object.keys(States), ["Start", "Report", "Failed"]);
    const { Branches, ...start } = States.Start;
    assert.deepEqual(start, {
      Type: "Parallel",
      Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 10, IntervalSeconds: 2, BackoffRate: 2 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput %}", Next: "Report" }],
      End: true,
    });
    const { Read, Create, Created } = Branches[0].States;
    const { ClusterName, CertificateAuthority, Endpoint, ...read } = Read.Arguments;
    assert.equal(ClusterName, "shop");
    assert.match(String(Endpoint), /^https:.*\.eks\.amazonaws\.com$/);
    assert.ok(CertificateAuthority);
    assert.deepEqual(read, { Method: "GET", Path: "/apis/batch/v1/namespaces/services/cronjobs/resize" });
    assert.deepEqual([Read.Output, Read.Next], ["{% $states.result.ResponseBody %}", "Create"]);
    const { Method, Path, RequestBody } = Create.Arguments;
    assert.deepEqual([Method, Path], ["POST", "/apis/batch/v1/namespaces/services/jobs"]);
    assert.equal(RequestBody, body);
    assert.deepEqual(Create.Catch, [{ ErrorEquals: ["EKS.409"], Next: "Created" }]);
    assert.deepEqual(Created, { Type: "Succeed" });
  });

  it("have a role that may do this to no other CronJob, and nothing in AWS but report a failure", () => {
    const { metadata, rules } = resource(plan, "rbac.authorization.k8s.io/v1:Role", "resize-start").inputs;
    assert.deepEqual(metadata, { name: "resize-start", namespace: "services" });
    assert.deepEqual(rules, [
      { apiGroups: ["batch"], resources: ["cronjobs"], resourceNames: ["resize"], verbs: ["get"] },
      { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"] },
    ]);
    assert.deepEqual(resource(plan, "AccessEntry", "resize-start").inputs, {
      clusterName: "shop",
      principalArn: resource(plan, "iam/role:Role", "resize-start").outputs.arn,
      kubernetesGroups: ["resize-start:services"],
    });
    const { policy } = resource(plan, "RolePolicy", "resize-start").inputs;
    assert.deepEqual((json(policy) as { Statement: object[] }).Statement, [
      { Sid: "ReportFailures", Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
    ]);
    assert.equal(resource(plan, "StateMachine", "resize-start").inputs.name, "shop-resize_start");
    const { dependencies } = {
      dependencies: plan.dependenciesOf(resource(plan, "StateMachine", "resize-start")),
    };
    assert.ok(dependencies.includes("resize-start"));
  });

  it("are in the variable EVENT, which is {} by hand, beside the others", () => {
    const { spec } = resource(plan, "CronJob", "resize-job").inputs as {
      spec: {
        suspend: boolean;
        concurrencyPolicy: string;
        jobTemplate: { spec: { template: { spec: { containers: { env: object[] }[] } } } };
      };
    };
    assert.deepEqual([spec.suspend, spec.concurrencyPolicy], [true, "Allow"]);
    assert.deepEqual(spec.jobTemplate.spec.template.spec.containers[0]?.env, [
      { name: "EVENT", value: "{}" },
      { name: "GREETING", value: "Hello" },
      { name: "PLATFORM", value: "eks" },
    ]);
    const report = JSON.stringify(resource(plan, "CronJob", "report-job").inputs);
    assert.ok(!report.includes("EVENT"));
  });

  it("have the topic of failed runs without one, or where none is heard of one of their own", async () => {
    for (const [logs, name] of [
      [["audit"], "eks-job-failures"],
      [["api"], "eks-job-starts"],
    ] as const) {
      const own = await planOfJobs(() => ({ invoice: { on: placed } }), { logs: [...logs] });
      const { arn } = resource(own, "sns/topic:Topic", name).outputs;
      const { Arguments } = definitionOf(own, "invoice").States.Report as { Arguments: { TopicArn: string } };
      assert.equal(Arguments.TopicArn, arn);
      assert.equal(own.ofType("sns/topic:Topic").length, 1);
    }
    assert.deepEqual(plan.ofType("sns/topic:Topic"), []);
  });

  it("create nothing where no job has one", async () => {
    const without = await planOfJobs(() => ({ report: {} }));
    assert.deepEqual(without.ofType("EksJobEvents"), []);
    assert.deepEqual(without.ofType("sqs/queue:Queue"), []);
  });

  it("start by a state machine of 80 characters where the names of cluster and job have more", async () => {
    const nameOf = async (length: number) => {
      const clusterName = "c".repeat(length);
      const { inputs } = resource(
        await planOfJobs(() => ({ resize: { on: placed } }), { clusterName }),
        "sfn/stateMachine:StateMachine",
        "resize-start",
      );
      return inputs.name;
    };
    assert.equal(await nameOf(67), `${"c".repeat(67)}-resize_start`);
    assert.equal(await nameOf(68), `${"c".repeat(65)}-a50bdb7f_start`);
  });

  const refused = (job: Partial<JobDescription>, ofCluster?: Partial<EksClusterArgs>) =>
    planOfJobs(() => ({ resize: job }), ofCluster).then(
      () => assert.fail("nothing is refused"),
      (error: Error) => error.message.split("\n").slice(1),
    );

  it("are refused by a cluster that doesn't know of them, and where nothing tells of them", async () => {
    const closed = { endpointCidrs: ["203.0.113.0/24"], services: [described()] };
    assert.deepEqual(await refused({ on: placed }, closed), [
      "  - job.on needs a cluster of EKS which has it among its services, or nothing calls its API: must be left out",
    ]);
    const unheard = planOfJobs(() => ({ report: {}, publish: { on: { job: "report" } } }), { logs: ["api"] });
    await assert.rejects(unheard, {
      message:
        'Invalid arguments for EksJob "publish":\n' +
        "  - job.on.job needs the audit log of the cluster, which tells that a Job succeeded: must be left out, or another event",
    });
    await assert.rejects(
      planOfJobs(() => ({ a: { on: { job: "b" } }, b: { on: { job: "a" } } })),
      /Invalid arguments for EksJobs "eks":\n {2}- jobs start each other in a circle, without an end: a, b, a/,
    );
  });
});

describe("Events that start jobs on EKS, with an API that isn't open to the internet", () => {
  const privateApi: Partial<EksClusterArgs> = { endpoint: "private", endpointCidrs: ["10.0.0.0/16"] };
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfJobs(() => ({ invoice: { on: placed }, ship: { on: placed } }), {
      ...privateApi,
      topic: true,
      logRetentionDays: 30,
      logKeyArn: "arn:aws:kms:us-east-1:000000000000:key/1",
    });
  });

  const calls = (type: string) => resource(plan, type, "eks-api-calls");
  const arn = () => calls("lambda/function:Function").outputs.arn;

  it("have one function in the workload subnets call it", () => {
    const { code, environment, ...inputs } = calls("lambda/function:Function").inputs;
    assert.deepEqual(inputs, {
      description: "Calls the API of the cluster for Step Functions",
      role: calls("iam/role:Role").outputs.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "call-api.handler",
      timeout: 20,
      vpcConfig: {
        subnetIds: network.workloadSubnetIds,
        securityGroupIds: [calls("ec2/securityGroup:SecurityGroup").id],
      },
      loggingConfig: {
        logFormat: "Text",
        logGroup: resource(plan, "logGroup:LogGroup", "eks-api-calls-logs").outputs.name,
      },
    });
    assert.match(JSON.stringify(code), /"call-api\.mjs".*export async function handler/s);
    const { variables } = environment as { variables: Record<string, string> };
    assert.deepEqual(Object.keys(variables).sort(), ["CERTIFICATE_AUTHORITY", "CLUSTER", "ENDPOINT"]);
    assert.equal(variables.CLUSTER, "shop");
    assert.match(String(variables.ENDPOINT), /^https:.*\.eks\.amazonaws\.com$/);
    assert.deepEqual(resource(plan, "logGroup:LogGroup", "eks-api-calls-logs").inputs, {
      retentionInDays: 30,
      kmsKeyId: "arn:aws:kms:us-east-1:000000000000:key/1",
    });
    assert.equal(plan.ofType("lambda/function:Function").length, 1);
  });

  it("let it through to the cluster's security group on port 443, and nowhere else", () => {
    const own = calls("ec2/securityGroup:SecurityGroup").id;
    const toApi = resource(plan, "SecurityGroupEgressRule", "eks-api-calls-to-api").inputs;
    const fromFunction = resource(plan, "SecurityGroupIngressRule", "eks-api-calls-from-function").inputs;
    const ofCluster = fromFunction.securityGroupId;
    assert.notEqual(ofCluster, own);
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    assert.deepEqual(toApi, {
      securityGroupId: own,
      referencedSecurityGroupId: ofCluster,
      description: "API of the cluster",
      ...https,
    });
    assert.deepEqual(fromFunction, {
      securityGroupId: ofCluster,
      referencedSecurityGroupId: own,
      description: "Calls of the API by a function",
      ...https,
    });
  });

  it("give its role to Lambda, for log lines and network interfaces that its code can't touch", () => {
    const { assumeRolePolicy } = calls("iam/role:Role").inputs;
    assert.deepEqual(json(assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    const { Statement } = json(calls("RolePolicy").inputs.policy) as {
      Statement: Record<string, unknown>[];
    };
    const [attach, deny, logs] = Statement;
    assert.deepEqual(attach, {
      Sid: "AttachToSubnets",
      Effect: "Allow",
      Action: [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:UnassignPrivateIpAddresses",
      ],
      Resource: "*",
    });
    assert.deepEqual(deny, {
      ...attach,
      Sid: "NotByItsCode",
      Effect: "Deny",
      Condition: { Null: { "lambda:SourceFunctionArn": "false" } },
    });
    assert.deepEqual(logs, {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${resource(plan, "logGroup:LogGroup", "eks-api-calls-logs").outputs.arn}:*`,
    });
    assert.equal(Statement.length, 3);
    assert.deepEqual(calls("AccessEntry").inputs, {
      clusterName: "shop",
      principalArn: calls("iam/role:Role").outputs.arn,
      kubernetesGroups: ["eks-api-calls"],
    });
    assert.equal(plan.ofType("eks/accessEntry:AccessEntry").length, 1);
  });

  it("ask it for the same requests, which it may make for the jobs that its group is bound for", () => {
    const { Read, Create } = definitionOf(plan, "invoice").States.Start.Branches[0].States;
    const invoke = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke" };
    assert.deepEqual(Read, {
      ...invoke,
      Arguments: {
        FunctionName: arn(),
        Payload: { Method: "GET", Path: "/apis/batch/v1/namespaces/services/cronjobs/invoice" },
      },
      Output: "{% $states.result.Payload.ResponseBody %}",
      Next: "Create",
    });
    assert.deepEqual(Create, {
      ...invoke,
      Arguments: {
        FunctionName: arn(),
        Payload: { Method: "POST", Path: "/apis/batch/v1/namespaces/services/jobs", RequestBody: body },
      },
      Output: "{% $states.result.Payload.ResponseBody.metadata.name %}",
      Catch: [{ ErrorEquals: ["EKS.409"], Next: "Created" }],
      End: true,
    });
    const { policy } = resource(plan, "RolePolicy", "invoice-start").inputs;
    assert.deepEqual((json(policy) as { Statement: object[] }).Statement, [
      { Sid: "CallCluster", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arn() },
      { Sid: "ReportFailures", Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
    ]);
    for (const job of ["invoice", "ship"]) {
      const { rules } = resource(plan, "rbac.authorization.k8s.io/v1:Role", `${job}-start`).inputs;
      assert.deepEqual((rules as object[])[0], {
        apiGroups: ["batch"],
        resources: ["cronjobs"],
        resourceNames: [job],
        verbs: ["get"],
      });
      const { subjects } = resource(plan, "RoleBinding", `${job}-start`).inputs;
      const apiGroup = "rbac.authorization.k8s.io";
      assert.deepEqual(subjects, [{ apiGroup, kind: "Group", name: "eks-api-calls" }]);
    }
    const needed = plan.dependenciesOf(resource(plan, "StateMachine", "invoice-start"));
    for (const name of ["eks-api-calls", "eks-api-calls-to-api", "eks-api-calls-from-function"]) {
      assert.ok(needed.includes(name), name);
    }
  });

  it("go by the NAT gateway to a public API with ranges, and have no function without a call", async () => {
    const ranges: Partial<EksClusterArgs> = { endpoint: "public", endpointCidrs: ["203.0.113.0/24"] };
    const byNat = await planOfJobs(() => ({ invoice: { on: placed } }), ranges);
    const { cidrIpv4, referencedSecurityGroupId } = resource(
      byNat,
      "SecurityGroupEgressRule",
      "eks-api-calls-to-api",
    ).inputs;
    assert.deepEqual([cidrIpv4, referencedSecurityGroupId], ["0.0.0.0/0", undefined]);
    assert.deepEqual(byNat.ofType("SecurityGroupIngressRule"), []);
    const uncalled = await planOfJobs(() => ({ report: { schedule: "rate(1 day)" } }), privateApi);
    assert.deepEqual(uncalled.ofType("lambda/function:Function"), []);
  });
});

/** Tried on the API server of Kubernetes 1.35.4 with JSONata 2.0.6, events with $(PATH) and quotes among them. */
const body = `{% (
  $event := {'name': 'EVENT', 'value': $join($split($string($states.context.Execution.Input), '$'), '$$')};
  $run := $substring($replace($lowercase($states.context.Execution.Name), /[^0-9a-z]/, ''), -10);
  $cronJob := $states.input;
  {
    'apiVersion': 'batch/v1',
    'kind': 'Job',
    'metadata': {
      'name': $cronJob.metadata.name & '-' & $run,
      'labels': $cronJob.spec.jobTemplate.metadata.labels,
      'annotations': {'cronjob.kubernetes.io/instantiate': 'manual'},
      'ownerReferences': [{'apiVersion': 'batch/v1', 'kind': 'CronJob', 'name': $cronJob.metadata.name, 'uid': $cronJob.metadata.uid}]
    },
    'spec': $cronJob.spec.jobTemplate.spec ~> |template.spec.containers|{'env': [env[name != 'EVENT'], $event]}|
  }
) %}`;
