import type * as pulumi from "@pulumi/pulumi";
import { priceDate, referenceRegion } from "../../facts/prices";
import type { WatchedService } from "../watched";
import { runningTasks } from "./graph-metrics";
import { columns, graph, type Line, type Widget } from "./widget";

/** A service with its name. */
export interface NamedService {
  name: string;
  service: WatchedService;
}

/** Most alarms of a widget. */
const mostAlarms = 100;

/** The state of every alarm. */
export function alarmWidgets(alarms: readonly pulumi.Input<string>[]): Widget[] {
  const widgets = Math.ceil(alarms.length / mostAlarms);
  return Array.from({ length: widgets }, (_, index) => {
    const shown = alarms.slice(index * mostAlarms, (index + 1) * mostAlarms);
    return { type: "alarm", width: columns / 2, height: 6, properties: { title: "Alarms", alarms: shown } };
  });
}

/** What the tasks of all services cost per hour: those that run, at On-Demand prices of the reference region. */
export function costWidget(
  region: pulumi.Input<string>,
  services: readonly NamedService[],
): Widget | undefined {
  const counted = services.flatMap(({ name, service }, index) => {
    const running = runningTasks(service);
    if (running === undefined) return [];
    const id = `running${index + 1}`;
    const lines: Line[] = [
      [{ expression: `${id} * ${service.hourlyPrice}`, label: name, id: `cost${index + 1}` }],
      [...running, { id, visible: false }],
    ];
    return lines;
  });
  if (counted.length === 0) return undefined;
  const title = `Tasks: $ per hour, at On-Demand prices of ${referenceRegion}, ${priceDate}`;
  const widget = graph(region, { title, lines: counted, left: "$ per hour", stacked: true });
  return { ...widget, width: columns / 2 };
}
