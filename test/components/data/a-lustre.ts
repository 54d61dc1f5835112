import { ExistingLustre } from "../../../components/data";

/** A directory of an FSx for Lustre file system that exists. */
export function lustre(name = "scratch"): ExistingLustre {
  return new ExistingLustre(name, {
    existing: "fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh/shop",
    securityGroupId: "sg-0fedcba9876543210",
  });
}
