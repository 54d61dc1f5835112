import { publicCatalog } from "../../../facts/ecr-limits";
import { choice, list, object, record, string } from "../../toolkit/kinds";
import { repositoryName } from "./names";

const { architectures, operatingSystems } = publicCatalog;

const text = (length: number, description: string) =>
  string(new RegExp(`^[\\s\\S]{1,${length}}$`), `at most ${length} characters`, description);

const publicRepository = object(
  {
    description: text(publicCatalog.descriptionLength, "One line, shown in search results."),
    about: text(publicCatalog.aboutLength, "What the images contain, as Markdown."),
    usage: text(publicCatalog.usageLength, "How to use them, as Markdown."),
    architectures: list(
      choice(architectures, "A CPU architecture."),
      { min: 1, max: architectures.length, allowed: "a list of ARM, ARM 64, x86 and x86-64" },
      "CPU architectures of the images.",
    ),
    operatingSystems: list(
      choice(operatingSystems, "An operating system."),
      { min: 1, max: operatingSystems.length, allowed: "a list of Linux and Windows" },
      "Operating systems of the images. Default: Linux.",
    ),
  },
  "A public repository, as the gallery shows it.",
);

/** Public repositories. */
export const publicKeys = {
  publicRepositories: record(
    repositoryName,
    publicRepository,
    "Public repositories, by name; they are in us-east-1. 50 GB are free.",
  ),
};
