import { securityGroupId } from "../../../facts/identifiers";
import { lustreSourceAllowed, parseLustreSource } from "../../../facts/lustre";
import { string } from "../../toolkit/kinds";
import { dataType } from "./data-type";

/** An FSx for Lustre file system, which exists. */
export const lustre = dataType({
  title: "FSx for Lustre file system",
  synonyms: ["fsx", "fsx-lustre", "fsxlustre"],
  keys: {
    securityGroupId: string(
      securityGroupId,
      "the id of a security group such as sg-0123456789abcdef0",
      "FSx for Lustre: id of the security group of its network interfaces, which gets ingress rules for the cluster's nodes. Required.",
    ),
  },
  ofExisting: {
    allowed: lustreSourceAllowed,
    regionOf: (existing) => parseLustreSource(existing)?.region,
  },
  validate(at, { existing, securityGroupId: ofServers }, _stack, errors) {
    if (existing === undefined && !errors.has([...at, "existing"])) {
      errors.add(
        [...at, "existing"],
        `is missing: the stack creates none. It must be ${lustreSourceAllowed}.`,
      );
    }
    if (ofServers === undefined && !errors.has([...at, "securityGroupId"])) {
      errors.add(
        [...at, "securityGroupId"],
        "is missing: it must be the id of the file system's security group.",
      );
    }
  },
  described: ({ securityGroupId: ofServers = "" }) => ({
    type: "lustre",
    existing: "",
    securityGroupId: ofServers,
  }),
});
