import type { PropertyMap } from "../engine/value";
import { listOf } from "../engine/value-at";
import { account, type Facts, hexOf, partitionOf } from "./template";

/**
 * Mock outputs of a certificate of ACM: an option of validation for each of its names, in which a name and `*.` of it have
 * the same record, as ACM's do. Programs look one up by its name.
 */
export function certificateOutputs({ urn, region, inputs }: Facts): PropertyMap {
  const arn = `arn:${partitionOf(region)}:acm:${region}:${account}:certificate/${uuid(urn)}`;
  const names = [inputs.domainName, ...listOf(inputs.subjectAlternativeNames)];
  const texts = [...new Set(names.filter((name) => typeof name === "string"))];
  const validated = inputs.validationMethod === "DNS" ? texts : [];
  return {
    id: arn,
    arn,
    domainValidationOptions: validated.map((domainName) => {
      const name = domainName.replace(/^\*\./, "");
      return {
        domainName,
        resourceRecordName: `_${hexOf(`${name}#name`, 32)}.${name}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${hexOf(`${name}#value`, 32)}.acm-validations.aws.`,
      };
    }),
  };
}

function uuid(seed: string): string {
  const digits = hexOf(seed, 32);
  return [8, 12, 16, 20, 32].map((end, index, ends) => digits.slice(ends[index - 1] ?? 0, end)).join("-");
}
