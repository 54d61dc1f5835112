import { setTimeout as pause } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";

/** How often, and after how many milliseconds, it is asked again whether a capacity provider is active: three minutes in all. */
const attempts = 18;
const interval = 10_000;

/**
 * Repeats what needs a capacity provider that isn't active yet: one of Managed Instances is only some seconds after it was created,
 * and the provider doesn't wait for that.
 *
 * @param name Name of the hook, unique in the program.
 * @see https://github.com/terraform-aws-modules/terraform-aws-ecs/blob/master/modules/cluster/main.tf (time_sleep)
 */
export function whenActive(name: string, milliseconds = interval): pulumi.ErrorHook {
  return new pulumi.ErrorHook(name, async ({ errors, failedOperation }) => {
    const [latest = ""] = errors;
    if (failedOperation === "delete" || errors.length > attempts || !isPending(latest)) return false;
    await pause(milliseconds);
    return true;
  });
}

/** Whether ECS refused a capacity provider because it isn't active. */
function isPending(error: string): boolean {
  return /capacity provider/i.test(error) && /\b(active|creating|provisioning|pending)\b/i.test(error);
}
