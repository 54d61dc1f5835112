import { withDefault } from "../../toolkit/defaults";
import { boolean } from "../../toolkit/kinds";
import { dataType } from "./data-type";

/** An EFS file system. */
export const filesystem = dataType({
  title: "EFS file system",
  synonyms: ["efs", "nfs", "fsx", "lustre"],
  keys: {
    backups: withDefault(
      { dev: false, prod: true },
      boolean(
        "File system: whether AWS Backup keeps daily backups for 35 days, for $0.05 per GB-month. Backups outlive the file system. With the stack's own backups it is in their plan instead.",
      ),
    ),
  },
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html (read 2026-11-21)
  arn: {
    pattern: /^arn:aws[a-z-]*:elasticfilesystem:[a-z0-9-]{1,30}:\d{12}:access-point\/fsap-[0-9a-f]{8,40}$/,
    example: "arn:aws:elasticfilesystem:us-east-1:111122223333:access-point/fsap-0123456789abcdef0",
  },
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
