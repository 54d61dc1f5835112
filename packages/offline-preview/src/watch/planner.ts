import { type BasePlan, openBasePlan } from "../base-plan";
import type { Options } from "../command-line";
import { regionOf } from "../config";
import { createReport } from "../create-report";
import type { Operation, Side } from "../diff";
import type { ProjectFiles } from "../format/problems";
import type { ServiceReader } from "../preview-config";
import { readProject } from "../project";
import type { Report } from "../report";
import { type Run, start } from "../run";
import type { Outcome } from "../session";
import { reportOnError } from "../unread-project";
import { forgetModules, sourcesOf } from "./sources";

/** A plan, or why there is none. */
export interface Planned {
  report: Report;
  project: ProjectFiles;
  services?: ServiceReader;
  /** What the plan is made of. */
  sources: string[];
  /** What changed since the plan before, by URN. */
  changes: ReadonlyMap<string, Operation>;
}

/** Plans a project again and again; what it is compared with is planned once. */
export class Planner {
  #run: Run | undefined;
  #base: BasePlan | undefined;
  #last: Outcome | undefined;
  #supersede = () => {};

  constructor(
    private readonly directory: string,
    private readonly options: Options,
  ) {}

  /**
   * Plans the project as it is now; nothing where another plan was asked for meanwhile.
   *
   * @throws ProjectError where there is nothing to compare with, which no save fixes.
   */
  async plan(): Promise<Planned | undefined> {
    this.#supersede();
    const superseded = new Promise<undefined>((resolve) => {
      this.#supersede = () => {
        isNewest = false;
        resolve(undefined);
      };
    });
    let isNewest = true;
    await this.#run?.stop();
    const planning = this.#plan(() => isNewest).catch((error: unknown) => {
      if (error instanceof NoBase) throw error.cause;
      const problem = error instanceof Error ? error : new Error(String(error));
      const files = reportOnError(problem, this.directory, this.options.stack);
      return { ...files, sources: [files.project.root], changes: new Map() };
    });
    return Promise.race([planning.then((planned) => (isNewest ? planned : undefined)), superseded]);
  }

  /** Ends what runs and removes what was made. */
  async close(): Promise<void> {
    this.#supersede();
    await Promise.all([this.#run?.stop(), this.#base?.close()]);
  }

  async #plan(isNewest: () => boolean): Promise<Planned | undefined> {
    const { stack, configFile, against } = this.options;
    const project = { ...readProject(this.directory, stack, configFile), tellsPlaces: true };
    forgetModules(project.root);
    const run = await start(project);
    if (!isNewest()) {
      await run.stop();
      return undefined;
    }
    this.#run = run;
    if (against !== undefined) {
      this.#base ??= await openBasePlan(against, project, this.options, run.config).catch(
        (error: unknown) => {
          throw new NoBase("nothing to compare with", { cause: error });
        },
      );
    }
    const report = await createReport(project, run, this.#base);
    const planned = {
      report,
      project,
      services: run.config.services,
      sources: sourcesOf(project, report.plan.resources),
      changes: this.#changesIn(report),
    };
    if (isNewest() && report.failures.length === 0) this.#last = report;
    return planned;
  }

  #changesIn(report: Report): Map<string, Operation> {
    if (this.#last === undefined || report.failures.length > 0) return new Map();
    const { compare }: typeof import("../diff") = require("../diff");
    const { changes } = compare(sideOf(this.#last), sideOf(report), { directory: this.directory });
    return new Map(changes.map(({ urn, operation }) => [urn, operation]));
  }
}

/** There is nothing to compare with. */
class NoBase extends Error {}

function sideOf({ plan, labels, config }: Outcome): Side {
  return { title: "before", plan, labels, region: regionOf(config), config, fromEngine: false, notes: [] };
}
