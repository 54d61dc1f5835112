import { isOutage } from "../diff";
import type { PlannedResource } from "../engine/plan";
import { parseUrn, shortType } from "../engine/urn";
import { takePlace } from "../places/message-place";
import type { Place } from "../places/place";
import { settingsIn } from "../places/setting-mentions";
import { StackFilePlaces } from "../places/stack-file-places";
import type { Finding } from "../policy-report";
import type { Project } from "../project";
import type { Report } from "../report";
import { hideSecrets } from "../secrets";
import { refusalText } from "../transition/refusal-text";

/** Something that is wrong with a plan, in the form that other tools take. */
export interface Problem {
  /** Id of the rule: that of a policy, or one of {@link ownRules}. */
  rule: string;
  message: string;
  isError: boolean;
  /** The resource that it is about. */
  urn?: string;
  /** The violated policy. */
  finding?: Finding;
  /** Why it is there on purpose. */
  waiver?: string;
  /** Where a plan is compared: whether the problem is new in it, was there, or is gone. */
  state?: "new" | "unchanged" | "absent";
  /** Most helpful first: the setting to change, then where the program makes the resource. */
  places: Place[];
}

/** What is wrong apart from policies, by rule. */
export const ownRules: Readonly<Record<string, string>> = {
  "program-fails": "The program can be planned",
  "step-refused": "AWS, Kubernetes and Pulumi allow every step of the update",
  "data-loss": "The update destroys nothing that can't be made again",
  outage: "Requests are answered throughout the update",
  "policies-fail": "The policies can be checked",
};

/** The parts of a project that places are looked up in. */
export type ProjectFiles = Pick<Project, "name" | "root" | "directory" | "stackFile">;

/** Everything that is wrong with a plan: failures, refused steps, what is lost, outages, then findings, waived ones last. */
export function problemsOf(report: Report, project: ProjectFiles): Problem[] {
  const { plan, failures, comparison, assessment } = report;
  const places = new ProblemPlaces(project, plan.resources);
  const { findings = [], waived = [], errors = [] } = assessment?.policies ?? {};
  const added = new Set(comparison?.findings?.added);
  const state = (finding: Finding) =>
    comparison?.findings && (added.has(finding) ? ("new" as const) : ("unchanged" as const));
  return [
    ...failures.flatMap(({ message, urn }) =>
      linesOf(hideSecrets(message, plan)).map((line) => {
        const { place, message } = places.take(line);
        const at = place === undefined ? places.of(message, urn) : [place];
        return { rule: "program-fails", message, isError: true, urn, places: at };
      }),
    ),
    ...(comparison?.refusals ?? []).map((refusal) => {
      const message = refusalText(refusal);
      const { urn } = refusal;
      return { rule: "step-refused", message, isError: true, urn, places: places.of(message, urn) };
    }),
    ...(comparison?.warnings ?? []).map((message) => ({
      rule: "data-loss",
      message,
      isError: false,
      places: places.of(message),
    })),
    ...(comparison?.services ?? []).flatMap(({ name, platform, effects }) =>
      effects.filter(isOutage).map((effect) => ({
        rule: "outage",
        message: `${name} (${platform}): ${effect}`,
        isError: false,
        places: places.of(name),
      })),
    ),
    ...errors.map((message) => ({
      rule: "policies-fail",
      message,
      isError: true,
      places: places.of(message),
    })),
    ...findings.map((finding) => ({ ...places.problem(finding), state: state(finding) })),
    ...(comparison?.findings?.removed ?? []).map((finding) => ({
      ...places.problem(finding),
      state: "absent" as const,
    })),
    ...waived.map((finding) => ({ ...places.problem(finding), waiver: finding.reason })),
  ];
}

/** A failure that lists errors in settings is one problem for each of them. */
function linesOf(message: string): string[] {
  const [first = "", ...rest] = message.split("\n");
  const errors = rest.filter((line) => /^ +\S/.test(line)).map((line) => line.trim());
  const isList = rest.length > 0 && errors.length === rest.length;
  return isList && errors.every((line) => settingsIn(line).length > 0)
    ? errors
    : [[first, ...rest].join("\n")];
}

/** Finds the places of problems. */
class ProblemPlaces {
  readonly #stackFile: StackFilePlaces;
  readonly #resources: ReadonlyMap<string, PlannedResource>;

  constructor(
    private readonly project: ProjectFiles,
    resources: readonly PlannedResource[],
  ) {
    this.#stackFile = new StackFilePlaces(project.stackFile, project.name);
    this.#resources = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** Takes the place that a message begins with off it. */
  take(message: string) {
    return takePlace(message, [this.project.directory, this.project.root]);
  }

  of(message: string, urn?: string): Place[] {
    const setting = this.#stackFile.ofMessage(message, this.#names(urn));
    const { place } = this.#resources.get(urn ?? "") ?? {};
    const found = [setting, place].filter((each) => each !== undefined);
    return found.length > 0 ? found : [this.#stackFile.start].filter((each) => each !== undefined);
  }

  problem(finding: Finding): Problem {
    const { rule, urn, message, enforcement } = finding;
    const { name, type } = parseUrn(urn);
    return {
      rule,
      message: `${name} (${shortType(type)}): ${message}`,
      isError: enforcement === "mandatory",
      urn,
      finding,
      places: this.of(message, urn),
    };
  }

  /** Logical names of a resource and of the components that it is in, innermost first. */
  #names(urn: string | undefined): string[] {
    const resource = this.#resources.get(urn ?? "");
    return resource === undefined ? [] : [resource.name, ...this.#names(resource.parent)];
  }
}
