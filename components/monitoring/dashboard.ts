import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import { stackName } from "../stack-name";
import type { DashboardArgs } from "./dashboard-arguments";
import { clusterWidgets, queueWidgets } from "./other-widgets";
import { alarmWidgets, costWidget } from "./overview-widgets";
import { serviceWidgets } from "./service-widgets";
import { columns, heading, type Widget } from "./widget";

/**
 * A dashboard of CloudWatch with all that runs in a stack: of each service on ECS its requests, errors, latency, tasks, CPU and
 * memory; of each queue its messages; of an EKS cluster its pods without a node; the state of the alarms, and what the tasks cost
 * per hour. It has the name of the project and the stack.
 *
 * Costs $3 a month, beyond the three that an account has for free.
 */
export class Dashboard extends pulumi.ComponentResource {
  /** The dashboard. */
  public readonly dashboard: aws.cloudwatch.Dashboard;
  /** Address of the dashboard in the console. */
  public readonly url: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:monitoring:Dashboard", name, {}, opts);
    const { region } = awsContextOf(this);
    const dashboardName = stackName(pulumi.getProject(), pulumi.getStack());
    this.dashboard = new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      { dashboardName, dashboardBody: pulumi.jsonStringify({ widgets: placed(widgetsOf(args, region)) }) },
      { parent: this },
    );
    this.url = pulumi.interpolate`https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
    this.registerOutputs({ url: this.url });
  }
}

function widgetsOf({ services, queues, alarms = [] }: DashboardArgs, region: pulumi.Input<string>): Widget[] {
  const onEcs = services.flatMap(({ name, watched }) =>
    watched.on === "ecs" ? [{ name, service: watched }] : [],
  );
  const [clusterName] = services.flatMap(({ watched }) =>
    watched.on === "eks" ? [watched.clusterName] : [],
  );
  const cost = costWidget(region, onEcs);
  const ofQueues = Object.entries(queues).flatMap(([name, queue]) => queueWidgets(region, name, queue));
  return [
    ...alarmWidgets(alarms),
    ...(cost ? [cost] : []),
    ...onEcs.flatMap((service) => serviceWidgets(region, service)),
    ...(ofQueues.length > 0 ? [heading("Queues"), ...ofQueues] : []),
    ...(clusterName === undefined ? [] : [heading("EKS"), ...clusterWidgets(region, clusterName)]),
  ];
}

/** Widgets in rows, from left to right; each row begins below the highest of the one before. */
function placed(widgets: readonly Widget[]): object[] {
  let [x, y, rowHeight] = [0, 0, 0];
  return widgets.map(({ type, width, height, properties }) => {
    if (x + width > columns) {
      [x, y, rowHeight] = [0, y + rowHeight, 0];
    }
    const place = { type, x, y, width, height, properties };
    x += width;
    rowHeight = Math.max(rowHeight, height);
    return place;
  });
}
