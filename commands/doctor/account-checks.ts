import { DescribeAvailabilityZonesCommand, DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Check } from "../check";
import { credentialsAdvice, messageOf } from "../errors";
import type { Needs } from "./planned-needs";

/** Whether there are credentials, and of an account that the stack may change. */
export async function checkCredentials({ region, accounts }: Needs): Promise<Check> {
  const what = "credentials";
  try {
    const { Account = "", Arn } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
    if (accounts !== undefined && !accounts.includes(Account)) {
      return {
        what,
        result: "failed",
        detail: `of account ${Account}: the stack is for ${accounts.join(", ")} (aws:allowedAccountIds)`,
        next: "use the credentials of that account: AWS_PROFILE, aws sso login",
      };
    }
    return { what, result: "ok", detail: `${Arn}` };
  } catch (error) {
    return {
      what,
      result: "failed",
      detail: messageOf(error),
      next: credentialsAdvice,
    };
  }
}

/** Whether the account has the region, and this as many zones as the network needs. */
export async function checkRegion({ region, zones }: Needs): Promise<Check> {
  const client = new EC2Client({ region });
  const what = `region ${region}`;
  const { Regions: [found] = [] } = await client.send(
    new DescribeRegionsCommand({ RegionNames: [region], AllRegions: true }),
  );
  if (found?.OptInStatus === "not-opted-in") {
    return {
      what,
      result: "failed",
      detail: "isn't enabled in this account",
      next: `aws account enable-region --region-name ${region}, which takes minutes`,
    };
  }
  const { AvailabilityZones: all = [] } = await client.send(
    new DescribeAvailabilityZonesCommand({
      Filters: [{ Name: "zone-type", Values: ["availability-zone"] }],
    }),
  );
  if (all.length < zones) {
    return {
      what,
      result: "failed",
      detail: `has ${all.length} zones for this account: the network needs ${zones}`,
      next: `network.availabilityZones: ${all.length}, or another region`,
    };
  }
  return { what, result: "ok", detail: `enabled, with ${all.length} zones` };
}
