import type { Exposure } from "../../../components/service";
import { withDefault } from "../../toolkit/defaults";
import { choice } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Who reaches a service. */
export const exposureSchema = withDefault(
  "public",
  choice(
    ["public", "internal", "none"],
    "Who reaches the service. public: the internet, by its routes, and the services that call it. internal: only the services " +
      "that call it. none: nobody, for a worker; it needs no port. A stack without a public service has no load balancer.",
    {
      external: "public",
      internet: "public",
      private: "internal",
      cluster: "internal",
      worker: "none",
      background: "none",
    },
  ),
);

/** Platforms that check the health of a service without a load balancer. */
const probing: readonly string[] = ["eks"];

/** Whether one of the platforms that a service runs on checks its health without a load balancer. */
export function isProbed(running: readonly string[]): boolean {
  return running.some((platform) => probing.includes(platform));
}

interface Given {
  exposure?: Exposure | undefined;
  port?: unknown;
  routes?: unknown;
  health?: unknown;
  drainSeconds?: unknown;
  scaling?: { requestsPerTask?: unknown } | undefined;
}

/** Adds an error for each setting that has no effect with the service's exposure. */
export function validateExposure(
  at: Path,
  given: Given,
  running: readonly string[],
  errors: ValidationErrors,
): void {
  const { exposure = "public", port, routes, health, drainSeconds, scaling } = given;
  if (exposure === "public") return;
  const refuse = (value: unknown, key: Path, reason: string) => {
    if (value !== undefined) {
      errors.add([...at, ...key], `has no effect with exposure ${exposure}: ${reason}`);
    }
  };
  const noRequests =
    "the load balancer routes no requests to the service. Remove it, or set exposure: public.";
  refuse(routes, ["routes"], noRequests);
  refuse(scaling?.requestsPerTask, ["scaling", "requestsPerTask"], noRequests);
  if (exposure === "none") {
    const nobody = "nobody connects to the service. Remove it, or set exposure: internal.";
    refuse(port, ["port"], nobody);
    refuse(drainSeconds, ["drainSeconds"], nobody);
    refuse(health, ["health"], `${nobody} A replica is replaced when its container ends.`);
  } else if (!isProbed(running)) {
    refuse(drainSeconds, ["drainSeconds"], "on ECS the load balancer drains. Remove it.");
    refuse(
      health,
      ["health"],
      "on ECS the load balancer checks the path. Remove it; a task is replaced when its container ends.",
    );
  }
}
