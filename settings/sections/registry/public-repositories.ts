import { choice, list, object, record, string } from "../../toolkit/kinds";
import { repositoryName } from "./names";

const publicRepository = object(
  {
    description: string(/^[\s\S]{1,1024}$/, "at most 1024 characters", "One line, shown in search results."),
    about: string(/^[\s\S]{1,25600}$/, "at most 25600 characters", "What the images contain, as Markdown."),
    usage: string(/^[\s\S]{1,25600}$/, "at most 25600 characters", "How to use them, as Markdown."),
    architectures: list(
      choice(["ARM", "ARM 64", "x86", "x86-64"], "A CPU architecture."),
      { min: 1, max: 4, allowed: "a list of ARM, ARM 64, x86 and x86-64" },
      "CPU architectures of the images.",
    ),
    operatingSystems: list(
      choice(["Linux", "Windows"], "An operating system."),
      { min: 1, max: 2, allowed: "a list of Linux and Windows" },
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
