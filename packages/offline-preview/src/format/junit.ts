import { type Place, pathFrom, sourceRoot } from "../places/place";
import type { Report } from "../report";
import { type Problem, type ProjectFiles, problemsOf } from "./problems";
import { verdictOf } from "./verdict";

/**
 * Findings, refused steps, data that is lost, outages and failures as JUnit's XML, for CI: the program, the update and each violated rule
 * are suites. What is mandatory fails, what is advisory or lost passes with a message, what is waived is skipped with its reason.
 */
export function renderJunit(report: Report, project: ProjectFiles): string {
  const root = sourceRoot(project.root);
  const problems = problemsOf(report, project).filter(({ state }) => state !== "absent");
  const { plan, comparison, failures } = report;
  const of = (rule: string) => problems.filter((each) => each.rule === rule);
  const stack = `${plan.project}/${plan.stack}`;
  const policies = [...new Set(problems.flatMap(({ rule, finding }) => (finding ? [rule] : [])))].sort();
  const suites = [
    suite("program", of("program-fails"), stack, root),
    ...(comparison === undefined
      ? []
      : [
          suite(
            `update from ${comparison.against}`,
            [...of("step-refused"), ...of("data-loss"), ...of("outage")],
            stack,
            root,
          ),
        ]),
    ...(of("policies-fail").length === 0 ? [] : [suite("policies", of("policies-fail"), stack, root)]),
    ...policies.map((rule) => suite(rule, of(rule), stack, root)),
  ];
  const failed = problems.filter(isFailure).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: stack, tests: suites.reduce((sum, { tests }) => sum + tests, 0), failures: failed })}>`,
    ...suites.flatMap(({ lines }) => lines),
    ...(failures.length > 0 ? [] : [`  <system-out>${escaped(verdictOf(report))}</system-out>`]),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(name: string, problems: readonly Problem[], stack: string, root: string) {
  const tests = Math.max(problems.length, 1);
  const counts = {
    tests,
    failures: problems.filter(isFailure).length,
    skipped: problems.filter(({ waiver }) => waiver !== undefined).length,
  };
  const cases =
    problems.length === 0
      ? [`    <testcase${attributes({ classname: stack, name })}/>`]
      : problems.flatMap((problem) => testCase(problem, stack, root));
  return {
    tests,
    lines: [`  <testsuite${attributes({ name, ...counts })}>`, ...cases, "  </testsuite>"],
  };
}

function testCase(
  { rule, message, urn, isError, waiver, finding, places }: Problem,
  stack: string,
  root: string,
) {
  const [place] = places;
  const given = {
    classname: stack,
    name: urn === undefined ? rule : `${rule} ${urn}`,
    file: place && pathFrom(root, place.file),
    line: place?.line,
  };
  const text = [message, ...places.map((each) => `at ${placeText(each, root)}`), finding?.url]
    .filter((line) => line !== undefined)
    .join("\n");
  const content =
    waiver !== undefined
      ? `<skipped${attributes({ message: waiver })}/>`
      : isError
        ? `<failure${attributes({ type: rule, message })}>${escaped(text)}</failure>`
        : `<system-out>${escaped(`advisory: ${text}`)}</system-out>`;
  return [`    <testcase${attributes(given)}>`, `      ${content}`, "    </testcase>"];
}

function isFailure({ isError, waiver }: Problem): boolean {
  return isError && waiver === undefined;
}

/** A place as terminals and editors open it. */
function placeText({ file, line, column }: Place, root: string): string {
  return [pathFrom(root, file), line, ...(column === undefined ? [] : [column])].join(":");
}

function attributes(given: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(given)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escaped(String(value))}"`))
    .join("");
}

/** Without what XML 1.0 has no way to write. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu, "\ufffd")
      .replace(/[&<>"\n]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
