import { type Difference, imageLine, isGrave, type ResourceChange, renamedComponents } from "../diff";
import { parseUrn } from "../engine/urn";
import type { Report } from "../report";
import { refusalText } from "../transition/refusal-text";
import { differenceTree, painters, signs } from "./difference-tree";
import type { Page } from "./page";
import { changeText, sourcesOf } from "./property-text";
import { document, indent, roomIn, section, title } from "./text-layout";
import { Titles } from "./titles";
import { visible } from "./visible";
import { wrap } from "./wrap";

/** What changes, for people: what is lost first, the tree of what changes, then each change. */
export function differenceParagraphs(
  { plan, labels }: Report,
  difference: Difference,
  page: Page,
  showsInputs: boolean,
): string[] {
  const { against, changes, images, outputs, warnings, refusals, renames } = difference;
  const { colours } = page;
  const titles = new Titles(changes);
  const paint = painters(colours);
  const renamed = new Set(renames.flatMap(({ base, head }) => [base.urn, head.urn]));
  const details = changes.flatMap((change) => {
    if (renamed.has(change.urn)) return [];
    const { name, type, component } = titles.of(change);
    const place = component === undefined ? "" : ` of ${component}`;
    const heading = `${paint[change.operation](signs[change.operation])} ${colours.bold(name)}  ${colours.dim(type + place)}`;
    const content =
      change.operation !== "create"
        ? linesOf(change, page)
        : showsInputs
          ? document(visible(change.head?.inputs ?? {}), labels)
          : "";
    return content === "" ? [] : [`${heading}\n${indent(content)}`];
  });
  const tree = differenceTree(plan.resources, difference, page);
  return [
    title(`Changes of ${plan.project}/${plan.stack} against ${against}`, page),
    ...[...refusals.map(refusalText), ...warnings.map((warning) => `WARNING: ${warning}`)].map((text) =>
      colours.bold(colours.red(wrap(text, page.width, "  ", "").join("\n"))),
    ),
    ...(tree === "" ? [] : [tree]),
    ...section("What happens", effectLines(difference, page).join("\n"), page),
    ...details,
    ...section("Consequences", consequenceLines(difference, page).join("\n"), page),
    ...section("Renamed", renameLines(difference, page).join("\n"), page),
    ...section(
      "Images",
      images.flatMap((image) => wrap(imageLine(image), roomIn(page), "  ", "")).join("\n"),
      page,
    ),
    ...section("Changed outputs", outputs.map((change) => changeText(change, roomIn(page))).join("\n"), page),
  ];
}

/** What the program asks for otherwise. What only follows from that is in the tree. */
function linesOf({ operation, properties, baseUrn }: ResourceChange, page: Page): string {
  // Nothing is taken away for a new revision: that it is documented as a replacement would only frighten.
  const isRevision = operation === "new revision";
  return [
    ...(baseUrn === undefined ? [] : [`was ${baseUrn}`]),
    ...properties.map((change) =>
      changeText(isRevision ? { ...change, documented: undefined } : change, roomIn(page)),
    ),
    ...sourcesOf(isRevision ? [] : properties).flatMap((source) => wrap(source, roomIn(page), "  ", "")),
  ].join("\n");
}

/** What happens to each service, and to whatever else is missing for a while or loses data. */
function effectLines({ services }: Difference, page: Page): string[] {
  return services
    .filter(({ isService, effects }) => isService || effects.some(isGrave))
    .flatMap(({ name, platform, effects }) =>
      wrap(`${name} (${platform}): ${effects.join("; ")}`, roomIn(page), "  ", ""),
    );
}

/** What changes only because it refers to something that is replaced. */
function consequenceLines({ changes }: Difference, page: Page): string[] {
  const byCause = new Map<string, string[]>();
  for (const { urn, operation, consequences } of changes) {
    for (const cause of new Set(consequences.flatMap(({ follows }) => follows))) {
      const paths = consequences.filter(({ follows }) => follows.includes(cause)).map(({ path }) => path);
      const line = `${operation} of ${parseUrn(urn).name} (${paths.join(", ")})`;
      byCause.set(cause, [...(byCause.get(cause) ?? []), line]);
    }
  }
  return [...byCause].flatMap(([cause, lines]) => {
    const rest = lines.length - mostConsequences;
    const shown = [...lines.slice(0, mostConsequences), ...(rest > 0 ? [`${rest} more`] : [])];
    return wrap(`from ${cause}: ${shown.join(", ")}`, roomIn(page), "  ", "");
  });
}

const mostConsequences = 12;

function renameLines(difference: Difference, page: Page): string[] {
  const { renames } = difference;
  return [
    ...renamedComponents(renames).flatMap(({ base, head }) =>
      wrap(
        `${base.name} → ${head.name}: everything is created under the new name, then deleted under the old one. ` +
          `The component option aliases: [{ name: "${base.name}" }] keeps what allows another name.`,
        roomIn(page),
        "  ",
        "",
      ),
    ),
    ...renames.flatMap(({ head, properties }) =>
      properties.map((change) =>
        changeText({ ...change, path: `${head.name} ${change.path}` }, roomIn(page)),
      ),
    ),
  ];
}
