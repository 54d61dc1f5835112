export { AlarmTopic } from "./alarm-topic";
export { Alarms, type AlarmsArgs } from "./alarms";
export type { AlarmTopicArgs, ChatChannel, Thresholds } from "./alarms-arguments";
export { type MonitoredStack, monitor } from "./monitor";
