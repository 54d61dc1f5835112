import { Address4 } from "ip-address";
import { reservedRangeIn } from "../../../facts/eks-control-plane";
import { list, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Ranges that can reach the API. */
export const endpointCidrsSchema = list(
  string(
    /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
    "an IPv4 range such as 203.0.113.0/24",
    "A range that can reach the cluster's API.",
  ),
  { min: 1, max: 40, allowed: "a list of 1 to 40 IPv4 ranges" },
  "Public IPv4 ranges that can reach the cluster's API. Whoever runs `pulumi up` must be inside one of them, or the " +
    "workloads can't be applied. Required in prod. In dev the API is open to the internet by default, with a warning " +
    "in every plan.",
);

/** Adds errors for ranges that the public endpoint must not have. */
export function validateEndpoint(cidrs: string[] | undefined, prod: boolean, errors: ValidationErrors): void {
  const path = ["eks", "endpointCidrs"];
  const inside = "Whoever runs `pulumi up` must be inside one of them, or the workloads can't be applied.";
  if (cidrs === undefined) {
    if (prod && !errors.has(path)) {
      errors.add(
        path,
        `is missing: in prod, set the IPv4 ranges that can reach the cluster's API. ${inside}`,
      );
    }
    return;
  }
  for (const [index, cidr] of cidrs.entries()) {
    const at = [...path, index];
    if (!Address4.isValid(cidr)) {
      errors.add(at, `is "${cidr}", but must be an IPv4 range such as 203.0.113.0/24.`);
      continue;
    }
    const range = new Address4(cidr);
    const start = `${range.startAddress().correctForm()}/${range.subnetMask}`;
    if (cidrs.indexOf(cidr) !== index) {
      errors.add(at, `is ${cidr}, which is already in the list.`);
    } else if (prod && range.subnetMask === 0) {
      errors.add(at, `is "${cidr}", the whole internet: in prod, set the ranges that need access. ${inside}`);
    } else if (start !== cidr) {
      errors.add(at, `is "${cidr}", an address inside of a range: the range is ${start}.`);
    } else if (reservedRangeIn(cidr) !== undefined) {
      errors.add(
        at,
        `is ${cidr}, which overlaps with the reserved range ${reservedRangeIn(cidr)}: EKS allows public addresses only, such as those of your NAT gateway or VPN exit.`,
      );
    }
  }
}
