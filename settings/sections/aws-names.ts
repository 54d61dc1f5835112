import { accountId } from "../../facts/identifiers";
import { partitionOf, regions, unsupportedPartitions } from "../../facts/regions";
import { string } from "../toolkit/kinds";
import { nearest } from "../toolkit/words";

const allRegions: readonly string[] = [...regions.aws, ...regions["aws-us-gov"]];

/** An AWS account. */
export const awsAccount = (description: string) =>
  string(accountId, "the 12 digits of an AWS account, in quotes", description);

/** Why a region that has the right form is rejected, if it is: there is none of that name, or its partition isn't supported. */
export function unknownRegion(region: string, knownOnly: boolean): string | undefined {
  if (!knownOnly) return undefined;
  const partition = partitionOf(region);
  const otherwise = unsupportedPartitions[partition];
  if (otherwise !== undefined) {
    return (
      `is "${region}", in the partition ${partition}, where ${otherwise}, which this template doesn't know. ` +
      "To deploy there nevertheless, set aws:skipRegionValidation: true."
    );
  }
  if (allRegions.includes(region)) return undefined;
  const near = nearest(region, allRegions);
  return (
    `is "${region}", which is not a region in which ECS and EKS run.${near === undefined ? "" : ` Did you mean ${near}?`} ` +
    "For a region that is newer than this list, set aws:skipRegionValidation: true."
  );
}
