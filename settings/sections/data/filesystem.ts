import { dataArns } from "../../../facts/data-arns";
import { withDefault } from "../../toolkit/defaults";
import { boolean } from "../../toolkit/kinds";
import { dataType } from "./data-type";

/** An EFS file system. */
export const filesystem = dataType({
  title: "EFS file system",
  synonyms: ["efs", "nfs"],
  keys: {
    backups: withDefault(
      { dev: false, prod: true },
      boolean(
        "File system: whether AWS Backup keeps daily backups for 35 days, for $0.05 per GB-month. Backups outlive the file system. With the stack's own backups it is in their plan instead.",
      ),
    ),
  },
  arn: dataArns.filesystem,
  validate(at, { backups }, { hasBackups }, errors) {
    if (backups && hasBackups) {
      errors.add(
        [...at, "backups"],
        "can't be combined with aws-containers:backups, which has it in its plan: remove it.",
      );
    }
  },
  described: ({ backups }, protect) => ({ type: "filesystem", backups, protect }),
});
