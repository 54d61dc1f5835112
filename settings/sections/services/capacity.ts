import { z } from "zod";
import { type Capacity, capacities } from "../../../facts/capacities";
import { serviceLimits } from "../../../facts/service-limits";
import { withDefault } from "../../toolkit/defaults";
import { integer, object } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest } from "../../toolkit/words";

const { capacityBase, capacityWeight } = serviceLimits;

/** What other tools and earlier versions call it. */
const synonyms: Readonly<Record<string, Capacity>> = {
  fargate: "on-demand",
  ondemand: "on-demand",
  on_demand: "on-demand",
  fargate_spot: "spot",
  "fargate-spot": "spot",
};

const mix = object(
  {
    base: integer(capacityBase, "Replicas that always run On-Demand. Default: 0."),
    onDemand: integer(capacityWeight, "Weight of On-Demand capacity for the other replicas. Default: 0."),
    spot: integer(capacityWeight, "Weight of Spot capacity for the other replicas. Default: 0."),
  },
  "A mix of both.",
);

/** What a service's replicas run on. */
export const capacitySchema = withDefault(
  { dev: "spot", prod: "on-demand" },
  withMeta(z.union([z.enum(capacities), mix]), {
    description:
      "What the replicas run on: on-demand, spot (up to 70 % cheaper, interrupted with two minutes' notice when AWS needs " +
      "the capacity), or a mix: base replicas On-Demand, the others by weight. EKS spreads a mix evenly, whatever the weights, " +
      "and runs On-Demand alone where base is above 1 or above half of the minimum.",
    allowed: `on-demand, spot or a mix such as { base: 1, onDemand: 1, spot: 3 }`,
    hint: (given) => {
      const meant =
        typeof given === "string" ? (synonyms[given.toLowerCase()] ?? nearest(given, capacities)) : undefined;
      return meant && `Did you mean ${meant}?`;
    },
  }),
);

type Given = z.output<typeof capacitySchema>;

/** Adds an error where a mix has no weight. */
export function validateCapacity(at: Path, given: Given | undefined, errors: ValidationErrors): void {
  const path = [...at, "capacity"];
  if (typeof given === "object" && !given.onDemand && !given.spot && !errors.has(path)) {
    errors.add(path, "has no weight: set onDemand, spot or both to a number above 0.");
  }
}
