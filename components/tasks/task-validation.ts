import { fargateStopSeconds } from "../../facts/ecs-deployments";
import { fargateCpus, fargateMemoryFor } from "../../facts/fargate-sizes";
import { serviceNameLength } from "../../facts/name-lengths";
import { serviceLimits } from "../../facts/service-limits";
import { mustBe, oneOf, validateOneOf } from "../invalid-arguments";

/** Validates the name of a service or a job on ECS. */
export function validateName(name: string): string[] {
  return name.length <= serviceNameLength && /^[a-z]([a-z0-9-]*[a-z0-9])?$/i.test(name)
    ? []
    : [
        mustBe(
          "name",
          name,
          `1 to ${serviceNameLength} letters, digits and hyphens, a letter first and no hyphen last`,
        ),
      ];
}

/** Validates the size of a task: Fargate has certain ones only. */
export function validateSize(at: string, { cpu, memory }: { cpu: number; memory: number }): string[] {
  const sizes = fargateMemoryFor(cpu);
  return sizes === undefined
    ? validateOneOf(`${at}.cpu`, cpu, fargateCpus)
    : sizes.includes(memory)
      ? []
      : [mustBe(`${at}.memory`, memory, `${oneOf(sizes)} with ${at}.cpu ${cpu}`)];
}

/** Validates the time to stop, which Fargate bounds more closely than others. */
export function validateStopSeconds(at: string, { stopSeconds }: { stopSeconds: number }): string[] {
  return stopSeconds > fargateStopSeconds && stopSeconds <= serviceLimits.stopSeconds.max
    ? [mustBe(`${at}.stopSeconds`, stopSeconds, `at most ${fargateStopSeconds} on Fargate`)]
    : [];
}

/** Validates a container on an instance, whose disk all tasks share. */
export function validateSharedDisk(
  at: string,
  { ephemeralStorageGib }: { ephemeralStorageGib?: number | undefined },
): string[] {
  return ephemeralStorageGib === undefined
    ? []
    : [`${at}.ephemeralStorageGib needs Fargate: must be left out on instances, whose disk all tasks share`];
}
