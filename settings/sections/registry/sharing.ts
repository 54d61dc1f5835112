import { ecrLimits } from "../../../facts/ecr-limits";
import { organizationId } from "../../../facts/identifiers";
import { withDefault } from "../../toolkit/defaults";
import { boolean, list, string } from "../../toolkit/kinds";
import { awsAccount } from "../aws-names";
import { stackName } from "../stack-name";

/** Who else can use the images. */
export const sharingKeys = {
  pullAccounts: list(
    awsAccount("An account."),
    { ...ecrLimits.pullAccounts, allowed: "a list of AWS accounts" },
    "Other AWS accounts that can pull.",
  ),
  pullOrganizations: list(
    string(organizationId, "the id of an organization, such as o-a1b2c3d4e5", "An organization."),
    { ...ecrLimits.pullOrganizations, allowed: "a list of organizations" },
    "AWS organizations whose accounts can all pull.",
  ),
  pullByLambda: withDefault(
    false,
    boolean("Whether Lambda can create functions of this account and of pullAccounts from the images."),
  ),
  promotedTo: list(
    stackName("A stack."),
    { min: 1, max: 10, allowed: "a list of 1 to 10 stacks as organization/project/stack" },
    "Stacks that run images of this one's repositories (imageFrom). The images that they run don't expire.",
  ),
};
