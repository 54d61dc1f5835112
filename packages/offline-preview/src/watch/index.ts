import type { Options } from "../command-line";
import { render } from "../format";
import { verdictOf } from "../format/verdict";
import type { View } from "../html/view";
import { viewOf } from "../html/view-of";
import { LiveServer } from "./live-server";
import { openBrowser } from "./open-browser";
import { type Planned, Planner } from "./planner";
import { WatchedFolders } from "./watched-folders";

/** Plans the project at every save, and shows each plan in a page that stays open, until the user ends it. */
export async function watchProject(
  directory: string,
  options: Options,
  ended: Promise<unknown>,
): Promise<void> {
  const server = await LiveServer.start();
  const planner = new Planner(directory, options);
  let number = 0;
  const planAgain = async () => {
    const planned = await planner.plan();
    if (planned === undefined) return;
    for (const source of planned.sources) folders.add(source);
    const at = new Date().toTimeString().slice(0, 8);
    server.publish(savedView(planned, { at, number: ++number }));
    process.stdout.write(lines(planned, at));
  };
  let fail = (_: unknown) => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const folders = new WatchedFolders(() => planAgain().catch(fail));
  try {
    process.stdout.write(`\n  ${server.url}\n\n  The page follows every save; Ctrl-C ends it.\n\n`);
    if (options.open) openBrowser(server.url);
    folders.add(directory);
    planAgain().catch(fail);
    await Promise.race([ended, failed]);
  } finally {
    folders.close();
    await Promise.all([planner.close(), server.close()]);
  }
}

/** The view of a plan, with what changed since the one before. */
function savedView(
  { report, project, services, changes }: Planned,
  saved: { number: number; at: string },
): View & Required<Pick<View, "saved">> {
  const view = viewOf(report, project, services);
  const changed = view.resources.flatMap(({ urn }, index) => {
    const operation = changes.get(urn);
    return operation === undefined ? [] : [[index, operation] as const];
  });
  return { ...view, saved: { ...saved, changes: Object.fromEntries(changed) } };
}

/** What the terminal says: the verdict, or why the program fails. */
function lines({ report, project }: Planned, at: string): string {
  return report.failures.length > 0
    ? `${at}  ${render(report, "text", { project }).trim()}\n`
    : `${at}  ${verdictOf(report)}\n`;
}
