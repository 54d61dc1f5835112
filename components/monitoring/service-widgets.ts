import type * as pulumi from "@pulumi/pulumi";
import type { WatchedService, WatchedTarget } from "../watched";
import { dimensionsOf, ofGroup, targetMetric } from "./graph-metrics";
import type { NamedService } from "./overview-widgets";
import { colours, type Graph, graph, heading, type Line, type Widget } from "./widget";

/** The graphs of a service: requests and latency where it receives requests, its tasks, and their CPU and memory. */
export function serviceWidgets(region: pulumi.Input<string>, { name, service }: NamedService): Widget[] {
  const { target } = service;
  const requests = target?.gets === "requests" ? [requestGraph(target), latencyGraph(target)] : [];
  return [
    heading(name),
    ...requests.map((each) => graph(region, each)),
    graph(region, taskGraph(service)),
    graph(region, utilizationGraph(service)),
  ];
}

function requestGraph(target: WatchedTarget): Graph {
  return {
    title: "Requests and errors",
    left: "Requests per minute",
    right: "Errors per minute",
    lines: target.targetGroups.flatMap((group, index): Line[] => {
      const suffix = ofGroup(target, index);
      return [
        [
          ...targetMetric("RequestCount", target, group),
          { stat: "Sum", label: `Requests${suffix}`, color: colours.usual },
        ],
        [
          ...targetMetric("HTTPCode_Target_5XX_Count", target, group),
          { stat: "Sum", label: `5xx${suffix}`, color: colours.bad, yAxis: "right" },
        ],
        [
          ...targetMetric("HTTPCode_Target_4XX_Count", target, group),
          { stat: "Sum", label: `4xx${suffix}`, color: colours.warning, yAxis: "right" },
        ],
      ];
    }),
  };
}

function latencyGraph(target: WatchedTarget): Graph {
  return {
    title: "Latency",
    left: "Seconds",
    lines: target.targetGroups.flatMap((group, index): Line[] =>
      (["p50", "p99"] as const).map((stat) => [
        ...targetMetric("TargetResponseTime", target, group),
        {
          stat,
          label: `${stat}${ofGroup(target, index)}`,
          color: stat === "p50" ? colours.usual : colours.warning,
        },
      ]),
    ),
  };
}

/** Of the load balancer and, where it measures, of Container Insights, deployments too. */
function taskGraph(service: WatchedService): Graph {
  const { target, cluster } = service;
  const ofTarget = (target?.targetGroups ?? []).flatMap((group, index): Line[] => {
    const suffix = target ? ofGroup(target, index) : "";
    return target
      ? [
          [
            ...targetMetric("HealthyHostCount", target, group),
            { stat: "Minimum", label: `Healthy${suffix}`, color: colours.good },
          ],
          [
            ...targetMetric("UnHealthyHostCount", target, group),
            { stat: "Maximum", label: `Unhealthy${suffix}`, color: colours.bad },
          ],
        ]
      : [];
  });
  const insights = (metric: string, label: string, more: Record<string, string> = {}): Line => [
    "ECS/ContainerInsights",
    metric,
    ...dimensionsOf(service),
    { stat: "Average", label, ...more },
  ];
  const ofInsights = cluster.hasInsights
    ? [
        insights("DesiredTaskCount", "Desired", { color: colours.quiet }),
        insights("RunningTaskCount", "Running", { color: colours.usual }),
        insights("DeploymentCount", "Deployments", { color: colours.warning, yAxis: "right" }),
      ]
    : [];
  return {
    title: cluster.hasInsights ? "Tasks and deployments" : "Tasks",
    left: "Tasks",
    ...(cluster.hasInsights && { right: "Deployments" }),
    lines: [...ofTarget, ...ofInsights],
  };
}

function utilizationGraph(service: WatchedService): Graph {
  const line = (metric: string, label: string, color: string): Line => [
    "AWS/ECS",
    metric,
    ...dimensionsOf(service),
    { stat: "Average", label, color },
  ];
  return {
    title: "CPU and memory",
    left: "Percent",
    max: 100,
    lines: [line("CPUUtilization", "CPU", colours.usual), line("MemoryUtilization", "Memory", colours.other)],
  };
}
