import { Address4, Address6 } from "ip-address";
import type { Check } from "../check";
import { messageOf } from "../errors";
import type { Needs } from "./planned-needs";

const what = "the way to the API of the EKS cluster";
/** Milliseconds in which the service that tells the address has to answer. */
const longestAnswer = 10_000;

/** Whether the cluster's API can be reached from here: by its ranges, since it doesn't exist yet. */
export async function checkEndpoint(
  { isPublic, ranges }: NonNullable<Needs["endpoint"]>,
  addressService: string,
): Promise<Check> {
  if (!isPublic) {
    return {
      what,
      result: "warning",
      detail: "its endpoint is private",
      next: "run `up` where the VPC is reached: a runner in it, VPN or peering (docs/eks.md)",
    };
  }
  if (ranges.length === 0 || ranges.some((range) => /\/0$/.test(range)))
    return { what, result: "ok", detail: "is open to every address" };
  try {
    const response = await fetch(addressService, { signal: AbortSignal.timeout(longestAnswer) });
    const address = (await response.text()).trim();
    if (ranges.some((range) => isIn(address, range)))
      return { what, result: "ok", detail: `${address} is in eks.endpointCidrs` };
    return {
      what,
      result: "failed",
      detail: `your address ${address} is in none of ${ranges.join(", ")}`,
      next: "add its range to eks.endpointCidrs, or run `up` from an address inside",
    };
  } catch (error) {
    return {
      what,
      result: "warning",
      detail: `your address isn't known: ${messageOf(error)}`,
      next: `compare it with eks.endpointCidrs: ${ranges.join(", ")}`,
    };
  }
}

function isIn(address: string, range: string): boolean {
  if (Address4.isValid(address) && Address4.isValid(range))
    return new Address4(address).isInSubnet(new Address4(range));
  return Address6.isValid(address) && Address6.isValid(range)
    ? new Address6(address).isInSubnet(new Address6(range))
    : false;
}
