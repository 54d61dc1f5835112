import { type ProjectFiles, problemsOf } from "../format/problems";
import { serviceCost } from "../format/service-cost";
import { refusalOf, verdictOf } from "../format/verdict";
import { sourceRoot } from "../places/place";
import type { PlannedService, ServiceReader } from "../preview-config";
import type { Report } from "../report";
import { hideSecrets } from "../secrets";
import { costView, findingViews } from "./assessment-views";
import { DrawnResources } from "./drawn-resources";
import { pictureOf } from "./picture";
import { readable, servicesIn } from "./readable";
import { placeText, resourceViews } from "./resource-views";
import type { NoticeView, ServiceView, View } from "./view";

/** Everything that the page shows of a plan. */
export function viewOf(report: Report, project: ProjectFiles, readServices?: ServiceReader): View {
  const { plan, labels, comparison, failures } = report;
  const root = sourceRoot(project.root);
  const drawn = new DrawnResources(plan.resources, comparison);
  const services = failures.length > 0 ? [] : servicesIn(plan.resources, labels, readServices);
  const { boxes, links } = pictureOf(drawn, labels, services);
  return {
    project: plan.project,
    stack: plan.stack,
    against: comparison?.against,
    verdict: failures.length > 0 ? "No plan: the program fails" : verdictOf(report),
    isRefused: failures.length > 0 || refusalOf(report) !== undefined,
    notices: noticesOf(report, project, root),
    resources: resourceViews(report, drawn, root, services),
    boxes,
    links,
    services: serviceViews(report),
    findings: findingViews(report, drawn, project, root),
    cost: costView(report, drawn, (urn) => ownerOf(urn, drawn, services)),
    outputs: readable(plan.outputs, labels),
  };
}

/** What a problem is on the page, where it doesn't keep the plan from being made. */
const noticeKinds: Readonly<Record<string, NoticeView["kind"]>> = {
  "step-refused": "refusal",
  "data-loss": "loss",
  outage: "warning",
};

/** Why there is no plan, what is refused, what is lost, and what the program says. */
function noticesOf(report: Report, project: ProjectFiles, root: string): NoticeView[] {
  const { plan, comparison } = report;
  const problems = problemsOf(report, project).filter(({ finding }) => finding === undefined);
  const said = comparison === undefined ? undefined : new Set(comparison.newMessages);
  return [
    ...problems.map(({ rule, message, places }) => ({
      kind: noticeKinds[rule] ?? ("failure" as const),
      text: message,
      place: placeText(places[0], root),
    })),
    ...plan.diagnostics
      .filter(({ severity, message }) => /^(warning|info)/.test(severity) && (said?.has(message) ?? true))
      .map(({ severity, message }) => ({
        kind: severity === "warning" ? ("warning" as const) : ("message" as const),
        text: hideSecrets(message.trimEnd(), plan),
      })),
    ...(comparison?.notes ?? []).map((text) => ({ kind: "note" as const, text })),
  ];
}

function serviceViews({ comparison }: Report): ServiceView[] {
  return (comparison?.services ?? []).map((service) => ({
    name: service.name,
    previousName: service.baseName,
    platform: service.platform,
    settings: service.settings.map(({ name, base, head, isVariable }) => ({
      path: isVariable ? `environment ${name}` : name,
      base,
      head,
      note: "",
      follows: [],
    })),
    effects: service.effects,
    monthly: serviceCost(service, comparison?.cost),
  }));
}

/** The service that a resource belongs to, else its outermost component, else itself. */
function ownerOf(urn: string, drawn: DrawnResources, services: readonly PlannedService[]): string {
  const lineage = drawn.lineage(urn);
  const service = services.find((each) => lineage.some((resource) => resource.urn === each.urn));
  if (service !== undefined) return `${service.name} on ${service.platform}`;
  const top = lineage.at(-1);
  return top === undefined ? "other" : `${top.name} (${top.type.split(":").at(-1)})`;
}
