import { withDefault } from "../../toolkit/defaults";
import { boolean } from "../../toolkit/kinds";

/** Whether data has a KMS key of its own: in dev as in prod, since the way from one to the other would replace what has none. */
export const ownKey = withDefault(
  true,
  boolean(
    "Database or cache: whether all that it stores, a database's password too, is encrypted with a KMS key of its own, $1 a month, in place of the account's keys of AWS. A change replaces it, and its data is lost.",
  ),
);
