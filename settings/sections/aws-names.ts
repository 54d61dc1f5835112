import { accountId } from "../../facts/identifiers";
import { regions } from "../../facts/regions";
import { string } from "../toolkit/kinds";
import { nearest } from "../toolkit/words";

const allRegions: readonly string[] = Object.values(regions).flat();

/** An AWS account. */
export const awsAccount = (description: string) =>
  string(accountId, "the 12 digits of an AWS account, in quotes", description);

/** Why a region that has the right form is rejected, if it is: there is none of that name. */
export function unknownRegion(region: string, knownOnly: boolean): string | undefined {
  if (!knownOnly || allRegions.includes(region)) return undefined;
  const near = nearest(region, allRegions);
  return (
    `is "${region}", which is not a region in which ECS and EKS run.${near === undefined ? "" : ` Did you mean ${near}?`} ` +
    "For a region that is newer than this list, set aws:skipRegionValidation: true."
  );
}
