import { Address4 } from "ip-address";
import { cidrForm } from "../../../facts/cidr-blocks";
import {
  type EndpointAccess,
  endpointAccess,
  publicAccessCidrs,
  reservedRangeIn,
} from "../../../facts/eks-control-plane";
import { withDefault } from "../../toolkit/defaults";
import { choice, list, string } from "../../toolkit/kinds";
import { formatPath } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** From where the API can be reached. */
export const endpointSchema = withDefault(
  "both",
  choice(
    endpointAccess,
    "From where the cluster's API can be reached: both, from endpointCidrs and in the VPC; public, nodes too reach it through " +
      "the NAT gateways; private, only in the VPC and what is connected to it, where `pulumi up` must run then.",
  ),
);

/** Ranges that can reach the API. */
export const endpointCidrsSchema = list(
  string(cidrForm, "an IPv4 range such as 203.0.113.0/24", "A range that can reach the cluster's API."),
  {
    ...publicAccessCidrs,
    allowed: `a list of ${publicAccessCidrs.min} to ${publicAccessCidrs.max} IPv4 ranges`,
  },
  "Public IPv4 ranges that can reach the cluster's API; with endpoint private those of the VPC or of what is connected to it. " +
    "Whoever runs `pulumi up` must be inside one of them, or the workloads can't be applied. Required in prod and with " +
    "endpoint private. In dev the API is open to the internet by default, with a warning in every plan.",
);

/** Adds errors for ranges that the endpoint must not have. */
export function validateEndpoint(
  {
    endpoint,
    endpointCidrs: cidrs,
  }: { endpoint?: EndpointAccess | undefined; endpointCidrs?: string[] | undefined },
  prod: boolean,
  errors: ValidationErrors,
): void {
  const path = ["eks", "endpointCidrs"];
  const isPrivate = endpoint === "private";
  if (cidrs === undefined) {
    if (errors.has(path)) return;
    if (isPrivate) {
      errors.add(
        path,
        `is missing: with a private endpoint, set the IPv4 ranges of the VPC, or connected to it, that can reach the cluster's API. ${inside}`,
      );
    } else if (prod) {
      errors.add(
        path,
        `is missing: in prod, set the IPv4 ranges that can reach the cluster's API. ${inside}`,
      );
    }
    return;
  }
  for (const [index, cidr] of cidrs.entries()) {
    const error =
      cidrs.indexOf(cidr) === index
        ? rangeError(cidr, { prod, isPrivate })
        : `is ${cidr}, which is already in the list.`;
    if (error !== undefined) errors.add([...path, index], error);
  }
}

const inside = "Whoever runs `pulumi up` must be inside one of them, or the workloads can't be applied.";

function rangeError(
  cidr: string,
  { prod, isPrivate }: { prod: boolean; isPrivate: boolean },
): string | undefined {
  if (!Address4.isValid(cidr)) return `is "${cidr}", but must be an IPv4 range such as 203.0.113.0/24.`;
  const range = new Address4(cidr);
  const start = `${range.startAddress().correctForm()}/${range.subnetMask}`;
  if (prod && range.subnetMask === 0) {
    return `is "${cidr}", the whole internet: in prod, set the ranges that need access. ${inside}`;
  }
  if (start !== cidr) return `is "${cidr}", an address inside of a range: the range is ${start}.`;
  const reserved = isPrivate ? undefined : reservedRangeIn(cidr);
  return (
    reserved &&
    `is ${cidr}, which overlaps with the reserved range ${reserved}: EKS allows public addresses only, such as those of your NAT gateway or VPN exit.`
  );
}

/** What whoever reads the plan must know of the endpoint. */
export function warningsAboutEndpoint({
  endpoint,
  endpointCidrs,
}: {
  endpoint: EndpointAccess;
  endpointCidrs?: readonly string[] | undefined;
}): string[] {
  const path = formatPath(["eks", "endpointCidrs"]);
  if (endpoint === "private") {
    return [
      `The API of the EKS cluster is reached in its VPC alone: run \`pulumi up\` inside of ${path}, on a runner in the VPC or through a VPN.`,
    ];
  }
  return endpointCidrs === undefined || endpointCidrs.some((cidr) => cidr.endsWith("/0"))
    ? [`The API of the EKS cluster is open to the internet: set the ranges that can reach it in ${path}.`]
    : [];
}
