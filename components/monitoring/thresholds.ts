import { alarmLimits } from "../../facts/alarms";
import { validateWholeNumber } from "../invalid-arguments";

/** What alarms compare with. */
export interface Thresholds {
  /** Share of responses from 500 to 599 (%), 1 to 100. @default 5 */
  errorPercent?: number;
  /** The 99th percentile of the response time in milliseconds, 1 to 60000. @default 1000 */
  latencyMilliseconds?: number;
  /** CPU utilization of a service (%), 1 to 99. @default 90 */
  cpuPercent?: number;
  /** Memory utilization of a service (%), 1 to 99. @default 90 */
  memoryPercent?: number;
  /** Minutes that a queue's oldest message has waited, 1 to 20160. @default 15 */
  queueAgeMinutes?: number;
}

/** Fills in what is left out. */
export function completeThresholds(given: Thresholds): Required<Thresholds> {
  const { errorPercent = 5, latencyMilliseconds = 1000, cpuPercent = 90 } = given;
  const { memoryPercent = 90, queueAgeMinutes = 15 } = given;
  return { errorPercent, latencyMilliseconds, cpuPercent, memoryPercent, queueAgeMinutes };
}

/** Validates what alarms compare with. */
export function validateThresholds(given: Thresholds): string[] {
  const { errorPercent, latencyMilliseconds, cpuPercent, memoryPercent, queueAgeMinutes } = given;
  return [
    ...validateWholeNumber("errorPercent", errorPercent, alarmLimits.errorPercent),
    ...validateWholeNumber("latencyMilliseconds", latencyMilliseconds, alarmLimits.latencyMilliseconds),
    ...validateWholeNumber("cpuPercent", cpuPercent, alarmLimits.utilizationPercent),
    ...validateWholeNumber("memoryPercent", memoryPercent, alarmLimits.utilizationPercent),
    ...validateWholeNumber("queueAgeMinutes", queueAgeMinutes, alarmLimits.queueAgeMinutes),
  ];
}
