export { AlarmTopic } from "./alarm-topic";
export { Alarms, type AlarmsArgs } from "./alarms";
export type { AlarmTopicArgs, ChatChannel, Thresholds } from "./alarms-arguments";
export { Dashboard, type DashboardArgs } from "./dashboard";
export { type MonitoredStack, type MonitoringSettings, monitor } from "./monitor";
export { RuntimeMonitoring, type RuntimeMonitoringArgs } from "./runtime-monitoring";
