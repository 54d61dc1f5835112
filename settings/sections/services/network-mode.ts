import { networkModes } from "../../../facts/network-modes";
import { choice, onlyOn } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** How the containers of a service reach the network. */
export const networkModeSchema = onlyOn(
  ["ecs"],
  choice(
    networkModes,
    "How its containers reach the network. awsvpc: by a network interface of each task's own, with a security group of the " +
      "service's own; on instances of ECS also bridge: by Docker's network, on a free port of the instance; host: by the instance's " +
      "network, with one task on each instance; none: not at all. Without a security group of its own it calls no service and uses nothing that " +
      "listens in the network. Another mode is another service of ECS. Default: awsvpc.",
  ),
);

/** Adds an error for a network mode of a service that runs on EKS too, where each pod has an address of its own. */
export function validateNetworkMode(
  at: string[],
  { networkMode }: { networkMode?: string | undefined },
  running: readonly string[],
  errors: ValidationErrors,
): void {
  const path = [...at, "networkMode"];
  if (networkMode !== undefined && networkMode !== "awsvpc" && running.includes("eks") && !errors.has(path)) {
    errors.add(
      path,
      `is ${networkMode}, which EKS doesn't have: remove it, or set platforms: [ecs] for the service.`,
    );
  }
}
