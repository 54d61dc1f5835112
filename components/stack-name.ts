import { nameLengths } from "../facts/name-lengths";
import { shortened } from "./shortened-name";

/**
 * Name of what a stack has once in an account, such as its dashboard: of letters, digits, hyphens and underscores, which AWS allows
 * there. A deploy role is limited to names that begin with it.
 */
export function stackName(project: string, stack: string): string {
  return `${project}-${stack}`.replaceAll(".", "-");
}

/** Most characters of the beginning of a schedule group's name, beside the longest name of a platform. */
const scheduleGroupPrefixLength = nameLengths.scheduleGroup - "-batch".length;

/**
 * What the names of a stack's schedule groups begin with, which a deploy role is limited to; of a long name of the stack a shortened
 * one too, for groups that would have more characters than AWS allows.
 */
export function scheduleGroupPrefixes(project: string, stack: string): string[] {
  const whole = `${project}-${stack}`;
  return [...new Set([whole, shortened(whole, scheduleGroupPrefixLength)])];
}
