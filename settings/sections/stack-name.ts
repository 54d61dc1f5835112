import { string } from "../toolkit/kinds";

/** The name of a stack as other stacks refer to it. */
export const stackName = (description: string) =>
  string(
    /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/,
    "a stack as organization/project/stack, such as acme/aws-containers/dev",
    description,
  );
