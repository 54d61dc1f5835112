import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { type LinkedService, serviceLinkedRoles } from "../../facts/service-quotas";
import type { Check } from "../check";
import { messageOf } from "../errors";
import type { Needs } from "./planned-needs";

/** Whether the account has the service-linked roles that the plan needs. */
export function checkRoles({ region, linkedServices }: Needs): Promise<Check[]> {
  const client = new IAMClient({ region });
  return Promise.all(linkedServices.map((service) => checkRole(client, service)));
}

async function checkRole(client: IAMClient, service: LinkedService): Promise<Check> {
  const RoleName = serviceLinkedRoles[service];
  const what = `service-linked role ${RoleName}`;
  try {
    await client.send(new GetRoleCommand({ RoleName }));
    return { what, result: "ok", detail: "is there" };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "NoSuchEntityException") {
      const next = "credentials that may iam:GetRole";
      return { what, result: "warning", detail: `couldn't be read: ${messageOf(error)}`, next };
    }
    return {
      what,
      result: "warning",
      detail: "isn't there yet: AWS creates it at first use, and a first `up` can fail until it is",
      next: `aws iam create-service-linked-role --aws-service-name ${service}`,
    };
  }
}
