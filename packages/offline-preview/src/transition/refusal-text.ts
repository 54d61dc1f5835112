import { parseUrn, shortType } from "../engine/urn";
import { refusedByEngine } from "./deletion";
import { keptSilently } from "./ecs-deployments";
import type { Refusal } from "./step";
import { lostSilently } from "./upserts";

/** Who refuses: the engine before anything happens, or the API that the step is a call of. */
export function refuserOf({ urn, error }: Refusal): "AWS" | "Kubernetes" | "Pulumi" {
  if (error === refusedByEngine) return "Pulumi";
  return parseUrn(urn).type.startsWith("kubernetes:") ? "Kubernetes" : "AWS";
}

/** A refusal in a line: what is refused, why, and what to do. */
export function refusalText(refusal: Refusal): string {
  const { urn, step, because, instead, error } = refusal;
  const { name, type } = parseUrn(urn);
  const what = `the ${step} of ${name} (${shortType(type)}), because ${because}`;
  const advice = `${instead.charAt(0).toLowerCase()}${instead.slice(1).replace(/\.$/, "")}`;
  if (error === lostSilently) return `AWS will lose a setting without an error: by ${what}; ${advice}`;
  if (error === keptSilently) return `AWS will keep a setting without an error: by ${what}; ${advice}`;
  const shown = error === refusedByEngine ? "" : ` (${error})`;
  return `${refuserOf(refusal)} will refuse this: ${what}${shown}; ${advice}`;
}
