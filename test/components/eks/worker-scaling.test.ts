import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { DataQueue } from "../../../components/data";
import {
  createEksJobs,
  EksCluster,
  type EksClusterArgs,
  EksLoadBalancer,
  Workload,
} from "../../../components/eks";
import { validateWorkers } from "../../../components/eks/scaled-workers";
import type { Scaling } from "../../../components/scaling";
import type { ServiceDescription } from "../../../components/service";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { described, network } from "./described";

type Workers = Record<string, Scaling>;

/** Workers of the queue `events`, and a service beside them. */
function planOfWorkers(
  workers: Workers,
  ofCluster: Partial<EksClusterArgs> = {},
  hears = false,
): Promise<RecordedPlan> {
  return planOf(() => {
    const { queueName } = new DataQueue("events");
    const services: Record<string, ServiceDescription> = { web: described() };
    for (const [name, { backlog, ...scaling }] of Object.entries(workers)) {
      const scaled = { ...scaling, ...(backlog && { backlog: { ...backlog, queueName } }) };
      const { routes: _, ...worker } = described({ exposure: "none", scaling: scaled, stopSeconds: 120 });
      services[name] = worker;
    }
    const args = { clusterName: "shop", containerLogs: false, network, ...ofCluster } as const;
    const cluster = new EksCluster("eks", { ...args, services: Object.values(services) });
    const loadBalancer = new EksLoadBalancer("eks", { cluster, services });
    const topic = hears ? new aws.sns.Topic("alarms") : undefined;
    const named = Object.entries(services).map(([name, service]) => ({ name, service }));
    for (const { name, service } of named) new Workload(name, { cluster, loadBalancer, service });
    createEksJobs("eks", { cluster, jobs: {}, services: named, topic }, {});
  });
}

const backlog = { queueName: "events", messagesPerTask: 10 };
const own = (plan: RecordedPlan, type: string) => plan.resource(type, "eks-worker-scaling");
const statements = (plan: RecordedPlan) =>
  (json(own(plan, "RolePolicy").inputs.policy) as { Statement: { Sid: string }[] }).Statement;

describe("Workers on EKS", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfWorkers(
      { resize: { min: 0, max: 3, backlog }, notify: { min: 2, max: 2, backlog } },
      {},
      true,
    );
  });

  it("are scaled by one function for all of them, once a minute", () => {
    assert.deepEqual(
      plan
        .childrenOf(own(plan, "WorkerScaling"))
        .map(({ type, name }) => `${type} ${name}`)
        .sort(),
      [
        "aws:cloudwatch/eventRule:EventRule eks-worker-scaling",
        "aws:cloudwatch/eventTarget:EventTarget eks-worker-scaling",
        "aws:cloudwatch/logGroup:LogGroup eks-worker-scaling-logs",
        "aws:cloudwatch/metricAlarm:MetricAlarm eks-worker-scaling",
        "aws:eks/accessEntry:AccessEntry eks-worker-scaling",
        "aws:iam/role:Role eks-worker-scaling",
        "aws:iam/rolePolicy:RolePolicy eks-worker-scaling",
        "aws:lambda/function:Function eks-worker-scaling",
        "aws:lambda/permission:Permission eks-worker-scaling",
        "kubernetes:rbac.authorization.k8s.io/v1:Role eks-worker-scaling",
        "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding eks-worker-scaling",
      ],
    );
    const rule = own(plan, "EventRule");
    assert.deepEqual(rule.inputs, {
      description: "Scales workers each minute",
      scheduleExpression: "rate(1 minute)",
    });
    const { arn: lambda } = own(plan, "lambda/function:Function").outputs;
    const { input, ...target } = own(plan, "EventTarget").inputs;
    assert.deepEqual(target, {
      rule: rule.outputs.name,
      arn: lambda,
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    });
    assert.deepEqual(own(plan, "lambda/permission:Permission").inputs, {
      function: own(plan, "lambda/function:Function").outputs.name,
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      sourceArn: rule.outputs.arn,
    });
    const queue = plan.resource("sqs/queue:Queue", "events-queue").outputs.name;
    const queueUrl = `https://sqs.us-east-1.amazonaws.com/000000000000/${queue}`;
    assert.deepEqual(json(input), {
      namespace: "services",
      idleSeconds: 300,
      workers: [
        { name: "resize", queueUrl, min: 0, max: 3, messagesPerTask: 10 },
        { name: "notify", queueUrl, min: 2, max: 2, messagesPerTask: 10 },
      ],
    });
  });

  it("are scaled by a function that counts their messages, and changes their number of replicas alone", () => {
    const { arn: clusterLogs } = plan.resource("logGroup:LogGroup", "eks-worker-scaling-logs").outputs;
    const queue = plan.resource("sqs/queue:Queue", "events-queue").outputs.name;
    const queueArn = `arn:aws:sqs:us-east-1:000000000000:${queue}`;
    assert.deepEqual(statements(plan), [
      { Sid: "CountMessages", Effect: "Allow", Action: "sqs:GetQueueAttributes", Resource: [queueArn] },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${clusterLogs}:*`,
      },
    ]);
    const { apiVersion: _, kind: __, ...allowed } = own(plan, "v1:Role").inputs;
    assert.deepEqual(allowed, {
      metadata: { name: "eks-worker-scaling", namespace: "services" },
      rules: [
        {
          apiGroups: ["apps"],
          resources: ["deployments/scale"],
          resourceNames: ["resize", "notify"],
          verbs: ["get", "patch"],
        },
      ],
    });
    const { subjects } = own(plan, "v1:RoleBinding").inputs as { subjects: { name: string }[] };
    assert.equal(subjects[0]?.name, "eks-worker-scaling:services");
    assert.deepEqual(own(plan, "AccessEntry").inputs, {
      clusterName: "shop",
      principalArn: own(plan, "iam/role:Role").outputs.arn,
      kubernetesGroups: ["eks-worker-scaling:services"],
    });
    const { code, environment, ...inputs } = own(plan, "lambda/function:Function").inputs;
    assert.deepEqual(inputs, {
      description: "Scales workers on the messages of their queues",
      role: own(plan, "iam/role:Role").outputs.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "scale-workers.handler",
      timeout: 50,
      loggingConfig: {
        logFormat: "Text",
        logGroup: plan.resource("logGroup:LogGroup", "eks-worker-scaling-logs").outputs.name,
      },
    });
    assert.match(JSON.stringify(code), /"call-api.mjs".*"scale-workers.mjs".*GetQueueAttributes/s);
    const { variables } = environment as { variables: object };
    assert.deepEqual(Object.keys(variables).sort(), ["CERTIFICATE_AUTHORITY", "CLUSTER", "ENDPOINT"]);
    assert.ok(plan.dependenciesOf(own(plan, "EventTarget")).includes("eks-worker-scaling"));
  });

  it("have no autoscaler, and keep their number of replicas in an update", () => {
    const autoscalers = plan.ofType("HorizontalPodAutoscaler").map(({ name }) => name);
    assert.deepEqual(autoscalers, ["web-autoscaler"]);
    const deployment = plan.resource("apps/v1:Deployment", "resize-deployment");
    const { replicas } = deployment.inputs.spec as { replicas: number };
    assert.equal(replicas, 0);
    assert.deepEqual(deployment.ignoreChanges, ["spec.replicas"]);
  });

  it("aren't moved in the middle of long work, and have stopSeconds to end it", () => {
    const templateOf = (name: string) => {
      const { spec } = plan.resource("apps/v1:Deployment", name).inputs as {
        spec: { template: { metadata: object; spec: { terminationGracePeriodSeconds: number } } };
      };
      return spec.template;
    };
    const { metadata, spec } = templateOf("resize-deployment");
    assert.deepEqual(metadata, {
      labels: { "app.kubernetes.io/name": "resize" },
      annotations: { "karpenter.sh/do-not-disrupt": "true" },
    });
    assert.equal(spec.terminationGracePeriodSeconds, 120);
    assert.deepEqual(templateOf("web-deployment").metadata, { labels: { "app.kubernetes.io/name": "web" } });
  });

  it("raise an alarm where the function fails for five minutes, if a topic is notified of it", async () => {
    assert.deepEqual(own(plan, "MetricAlarm").inputs, {
      alarmDescription: "Workers on EKS aren't scaled on their messages",
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: own(plan, "lambda/function:Function").outputs.name },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 5,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [plan.resource("sns/topic:Topic", "alarms").outputs.arn],
    });
    const silent = await planOfWorkers({ resize: { min: 0, max: 3, backlog } });
    assert.deepEqual(silent.ofType("MetricAlarm"), []);
  });

  it("are scaled by the function in the VPC where the API isn't open to the internet", async () => {
    const inVpc = await planOfWorkers(
      { resize: { min: 0, max: 3, backlog } },
      { endpoint: "private", endpointCidrs: ["10.0.0.0/16"] },
    );
    const calls = inVpc.resource("lambda/function:Function", "eks-api-calls").outputs;
    const { environment } = own(inVpc, "lambda/function:Function").inputs as {
      environment: { variables: object };
    };
    assert.deepEqual(environment.variables, { API_FUNCTION: calls.name });
    assert.deepEqual(statements(inVpc)[1], {
      Sid: "CallCluster",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: calls.arn,
    });
    const { subjects } = own(inVpc, "v1:RoleBinding").inputs as { subjects: { name: string }[] };
    assert.equal(subjects[0]?.name, "eks-api-calls");
    assert.deepEqual(
      inVpc.ofType("AccessEntry").filter(({ name }) => name === "eks-worker-scaling"),
      [],
    );
  });

  it("are none where no service has a backlog", async () => {
    const without = await planOfWorkers({ resize: { min: 1, max: 1 } });
    assert.deepEqual(without.ofType("WorkerScaling"), []);
  });

  it("are refused with a second scaler, without what scales them, and above 25", async () => {
    await assert.rejects(planOfWorkers({ resize: { min: 0, max: 3, cpuPercent: 60, backlog } }), {
      message: [
        'Invalid arguments for Workload "resize":',
        "  - service.scaling.backlog can't be combined with cpuPercent and memoryPercent on EKS, where one of them sets the replicas",
      ].join("\n"),
    });
    const service = described({ exposure: "none", scaling: { min: 0, max: 1, backlog } });
    const workers = (length: number) =>
      Array.from({ length }, (_, index) => ({ name: `w${index}`, service }));
    assert.deepEqual(validateWorkers([...workers(25), { name: "web", service: described() }]), []);
    assert.deepEqual(validateWorkers(workers(26)), [
      "services has 26 with scaling.backlog: must have at most 25 on EKS",
    ]);
  });
});
