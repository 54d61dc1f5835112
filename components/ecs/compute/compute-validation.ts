import type { CompleteContainer } from "../../complete-container";
import { mustBe } from "../../invalid-arguments";
import { validateSharedDisk, validateSize, validateStopSeconds } from "../../tasks/task-validation";
import type { PlacedService } from "./compute";
import type { Computes } from "./computes";

/**
 * Validates what a service or a job runs on: the cluster has to have it. Fargate bounds the size and the time to stop more closely than
 * instances; those are the cluster's to check.
 *
 * @param at The argument that describes it.
 * @param placed What decides on its capacity providers.
 */
export function validateComputeOf(
  at: "service" | "job",
  container: CompleteContainer,
  placed: PlacedService,
  computes: Pick<Computes, "kindOf" | "has">,
): string[] {
  const compute = computes.kindOf(placed);
  return [
    ...(compute === "fargate"
      ? [
          ...validateSize(at, container),
          ...validateStopSeconds(at, container),
          ...(placed.gpu === undefined
            ? []
            : [`${at}.gpu needs instances: must be left out on Fargate, which has no GPUs`]),
        ]
      : validateSharedDisk(at, container)),
    ...(computes.has(placed)
      ? []
      : [
          mustBe(
            `${at}.compute`,
            compute,
            `what cluster.${at}s has for the ${at}, so that the cluster gets instances`,
          ),
        ]),
  ];
}
