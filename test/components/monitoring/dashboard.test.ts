import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Dashboard, type DashboardArgs } from "../../../components/monitoring";
import { json, planOf, type RecordedPlan } from "../../support/plan";
import { target, watchedService } from "./watched";

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: Record<string, unknown>;
}

const planOfDashboard = (args: () => Partial<DashboardArgs>) =>
  planOf(() => ({ url: new Dashboard("stack", { services: [], queues: {}, ...args() }).url }));

const web = (...args: Parameters<typeof watchedService>) => ({
  name: "web",
  watched: watchedService(...args),
});

async function widgetsOf(args: () => Partial<DashboardArgs>): Promise<Widget[]> {
  return widgetsIn(await planOfDashboard(args));
}

function widgetsIn(plan: RecordedPlan): Widget[] {
  const { dashboardBody } = plan.resource("Dashboard", "stack-dashboard").inputs;
  return (json(dashboardBody) as { widgets: Widget[] }).widgets;
}

/** The lines of the graph with a title: none where there is no such graph. */
const linesOf = (widgets: Widget[], title: string): unknown[][] => {
  const found = widgets.find(({ properties }) => properties.title === title)?.properties.metrics;
  return (found ?? []) as unknown[][];
};

const blue = "#1f77b4";
const green = "#2ca02c";
const orange = "#ff7f0e";
const red = "#d62728";
const violet = "#9467bd";
const grey = "#7f7f7f";
const right = { yAxis: "right" };
const axis = (label: string) => ({ label, showUnits: false, min: 0 });
const ofGroup = (metric: string, ...rest: object[]) => [
  ...["AWS/ApplicationELB", metric, "LoadBalancer", "app/ecs/1", "TargetGroup", "targetgroup/web/1"],
  ...rest,
];
const ofService = (namespace: string, metric: string, ...rest: object[]) => [
  ...[namespace, metric, "ClusterName", "ecs-cluster", "ServiceName", "web-service"],
  ...rest,
];
const graph = (title: string, metrics: unknown[], yAxis: object, stacked = false) => ({
  title,
  view: "timeSeries",
  stacked,
  region: "us-east-1",
  period: 60,
  metrics,
  yAxis,
});

describe("A dashboard", () => {
  it("has the name of project and stack, and its address", async () => {
    const plan = await planOfDashboard(() => ({ services: [web()] }));
    assert.equal(plan.resource("Dashboard", "stack-dashboard").inputs.dashboardName, "aws-containers-dev");
    assert.equal(
      plan.outputs.url,
      "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/aws-containers-dev",
    );
  });

  it("shows all of a public service, row by row", async () => {
    const alarm = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:web-cpu";
    const widgets = await widgetsOf(() => ({ services: [web()], alarms: [pulumi.output(alarm)] }));
    const insights = "ECS/ContainerInsights";
    assert.deepEqual(
      widgets.map(({ type, x, y, width, height }) => [type, x, y, width, height]),
      [
        ["alarm", 0, 0, 12, 6],
        ["metric", 12, 0, 12, 6],
        ["text", 0, 6, 24, 1],
        ["metric", 0, 7, 6, 6],
        ["metric", 6, 7, 6, 6],
        ["metric", 12, 7, 6, 6],
        ["metric", 18, 7, 6, 6],
      ],
    );
    assert.deepEqual(
      widgets.map(({ properties }) => properties),
      [
        { title: "Alarms", alarms: [alarm] },
        graph(
          "Tasks: $ per hour, at On-Demand prices of us-east-1, 2026-03-31",
          [
            [{ expression: "running1 * 0.0099", label: "web", id: "cost1" }],
            ofService(insights, "RunningTaskCount", { id: "running1", visible: false }),
          ],
          { left: axis("$ per hour") },
          true,
        ),
        { markdown: "## web", background: "transparent" },
        graph(
          "Requests and errors",
          [
            ofGroup("RequestCount", { stat: "Sum", label: "Requests", color: blue }),
            ofGroup("HTTPCode_Target_5XX_Count", { stat: "Sum", label: "5xx", color: red, ...right }),
            ofGroup("HTTPCode_Target_4XX_Count", { stat: "Sum", label: "4xx", color: orange, ...right }),
          ],
          { left: axis("Requests per minute"), right: axis("Errors per minute") },
        ),
        graph(
          "Latency",
          [
            ofGroup("TargetResponseTime", { stat: "p50", label: "p50", color: blue }),
            ofGroup("TargetResponseTime", { stat: "p99", label: "p99", color: orange }),
          ],
          { left: axis("Seconds") },
        ),
        graph(
          "Tasks and deployments",
          [
            ofGroup("HealthyHostCount", { stat: "Minimum", label: "Healthy", color: green }),
            ofGroup("UnHealthyHostCount", { stat: "Maximum", label: "Unhealthy", color: red }),
            ofService(insights, "DesiredTaskCount", { stat: "Average", label: "Desired", color: grey }),
            ofService(insights, "RunningTaskCount", { stat: "Average", label: "Running", color: blue }),
            ofService(insights, "DeploymentCount", {
              stat: "Average",
              label: "Deployments",
              color: orange,
              ...right,
            }),
          ],
          { left: axis("Tasks"), right: axis("Deployments") },
        ),
        graph(
          "CPU and memory",
          [
            ofService("AWS/ECS", "CPUUtilization", { stat: "Average", label: "CPU", color: blue }),
            ofService("AWS/ECS", "MemoryUtilization", { stat: "Average", label: "Memory", color: violet }),
          ],
          { left: { ...axis("Percent"), max: 100 } },
        ),
      ],
    );
  });

  it("counts healthy targets without Container Insights, and has no cost where nothing counts tasks", async () => {
    const widgets = await widgetsOf(() => ({ services: [web({}, false)] }));
    assert.deepEqual(
      linesOf(widgets, "Tasks: $ per hour, at On-Demand prices of us-east-1, 2026-03-31")[1],
      ofGroup("HealthyHostCount", { id: "running1", visible: false }),
    );
    assert.equal(linesOf(widgets, "Tasks").length, 2);
    const worker = await widgetsOf(() => ({ services: [web({ target: undefined }, false)] }));
    assert.deepEqual(
      worker.map(({ properties }) => properties.title ?? properties.markdown),
      ["## web", "Tasks", "CPU and memory"],
    );
  });

  it("tells two target groups apart", async () => {
    const widgets = await widgetsOf(() => ({
      services: [web({ target: target("requests", "web", "web-second") })],
    }));
    const labels = linesOf(widgets, "Latency").map((line) => (line.at(-1) as { label: string }).label);
    assert.deepEqual(labels, [
      "p50, target group 1",
      "p99, target group 1",
      "p50, target group 2",
      "p99, target group 2",
    ]);
  });

  it("has no requests behind a Network Load Balancer", async () => {
    const widgets = await widgetsOf(() => ({ services: [web({ target: target("connections", "web") })] }));
    assert.deepEqual(linesOf(widgets, "Latency"), []);
    assert.equal(linesOf(widgets, "Tasks and deployments")[0]?.[0], "AWS/NetworkELB");
  });

  it("shows queues and the cluster of EKS, once", async () => {
    const watched = { on: "eks", clusterName: "shop-eks" } as const;
    const widgets = await widgetsOf(() => ({
      services: [
        { name: "web", watched },
        { name: "orders", watched },
      ],
      queues: { events: { queueName: "events-queue", deadLettersName: "events-dead-letters" } },
    }));
    const ofQueue = (metric: string, queue: string, rest: object) => [
      "AWS/SQS",
      metric,
      "QueueName",
      queue,
      rest,
    ];
    const ofCluster = (metric: string, rest: object) => ["AWS/EKS", metric, "ClusterName", "shop-eks", rest];
    assert.deepEqual(
      widgets.map(({ properties }) => properties),
      [
        { markdown: "## Queues", background: "transparent" },
        graph(
          "Queue events",
          [
            ofQueue("ApproximateNumberOfMessagesVisible", "events-queue", {
              ...{ stat: "Maximum", label: "Waiting", color: blue },
            }),
            ofQueue("ApproximateNumberOfMessagesNotVisible", "events-queue", {
              ...{ stat: "Maximum", label: "Received", color: green },
            }),
            ofQueue("ApproximateNumberOfMessagesVisible", "events-dead-letters", {
              ...{ stat: "Maximum", label: "Dead letters", color: red },
            }),
            ofQueue("ApproximateAgeOfOldestMessage", "events-queue", {
              ...{ stat: "Maximum", label: "Age", color: orange, ...right },
            }),
          ],
          { left: axis("Messages"), right: axis("Seconds") },
        ),
        { markdown: "## EKS", background: "transparent" },
        graph(
          "Pods without a node",
          [
            ofCluster("scheduler_pending_pods", { label: "Pending", stat: "Maximum", color: blue }),
            ofCluster("scheduler_pending_pods_UNSCHEDULABLE", {
              label: "Unschedulable",
              stat: "Maximum",
              color: red,
            }),
            ofCluster("apiserver_request_total_5XX", {
              label: "API 5xx",
              stat: "Sum",
              color: orange,
              ...right,
            }),
          ],
          { left: axis("Pods"), right: axis("Errors of the API per minute") },
        ),
      ],
    );
  });

  it("has at most 100 alarms in a widget", async () => {
    const alarms = Array.from({ length: 240 }, (_, index) => `alarm-${index}`);
    const widgets = await widgetsOf(() => ({ alarms }));
    assert.deepEqual(
      widgets.map(({ x, y, properties }) => [x, y, (properties.alarms as string[]).length]),
      [
        [0, 0, 100],
        [12, 0, 100],
        [0, 6, 40],
      ],
    );
  });
});
