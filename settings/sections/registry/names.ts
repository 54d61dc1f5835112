import { ecrLimits, registryNamespace, repositoryName as repositoryPattern } from "../../../facts/ecr-limits";
import { string } from "../../toolkit/kinds";

/** Names of repositories. */
export const repositoryName = {
  pattern: repositoryPattern,
  allowed: "lowercase letters and digits, with single . _ - or / between them",
};

/** A prefix of repositories' names. */
export const namespace = (description: string) => {
  const longest = ecrLimits.namespaceLength.max;
  return string(registryNamespace, `at most ${longest} ${repositoryName.allowed}`, description);
};

/** What ECR charges for stored images. */
export const storagePrice = "$0.10 per GB-month";
