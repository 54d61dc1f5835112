import { existsSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Options } from "./command-line";
import { regionOf } from "./config";
import type { Side } from "./diff";
import type { Failure } from "./failures";
import type { PreviewConfig } from "./preview-config";
import { MissingStackError, type Project, readProject } from "./project";
import { Revision } from "./revision";
import { withBaseSecrets } from "./revision-secrets";
import { type Run, start } from "./run";

/** What a plan is compared with. */
export interface BasePlan {
  /** The base plan, or why there is none. */
  side: Promise<Side | Failure[]>;
  /** Ends what runs for it and removes what was made for it. */
  close(): Promise<void>;
}

/** Starts to get the plan that `--against` names: a file, else a revision. */
export async function openBasePlan(
  against: string,
  project: Project,
  options: Options,
  previewConfig: PreviewConfig,
): Promise<BasePlan> {
  const file = resolve(project.root, against);
  if (existsSync(file) && statSync(file).isFile()) {
    const { readSavedPlan }: typeof import("./diff/saved-plan") = require("./diff/saved-plan");
    const side = readSavedPlan(against, project);
    return { side: Promise.resolve(side), close: async () => {} };
  }
  const revision = await Revision.find(against, project.root);
  const planning = new RevisionPlanning(revision, project, options, previewConfig);
  return { side: planning.side(), close: () => planning.close() };
}

/** The plan of a revision, made by its own program. */
class RevisionPlanning {
  #run: Run | undefined;
  #closed = false;

  constructor(
    private readonly revision: Revision,
    private readonly project: Project,
    private readonly options: Options,
    private readonly previewConfig: PreviewConfig,
  ) {}

  async side(): Promise<Side | Failure[]> {
    const { revision, project } = this;
    const { title } = revision;
    const root = await revision.open();
    const nothing = (reason: string) => this.#nothing(reason);
    if (!existsSync(join(root, "Pulumi.yaml"))) return nothing(`${title} has no Pulumi.yaml here`);
    const { stack, configFile } = this.options;
    const file = configFile === undefined ? undefined : revision.file(configFile);
    let base: Project;
    try {
      base = readProject(root, stack, file);
    } catch (error) {
      if (error instanceof MissingStackError) return nothing(`${title} has no file of stack ${stack}`);
      return [{ message: `${title}: ${error instanceof Error ? error.message : String(error)}` }];
    }
    if (base.name !== project.name) {
      return nothing(`the project is called ${base.name} at ${title}, so its stacks are others`);
    }
    const notes = [
      ...(revision.hasOtherDependencies
        ? [`package-lock.json differs at ${title}: its program ran with the dependencies installed now`]
        : []),
      ...(configFile !== undefined && file === undefined
        ? [
            `${title} doesn't have ${configFile}: its own ${relative(root, base.stackFile ?? root)} was planned`,
          ]
        : []),
    ];
    const { config, note } = withBaseSecrets(base, project);
    if (this.#closed) return nothing("interrupted");
    this.#run = await start({ ...base, config }, async () => this.previewConfig);
    if (this.#closed) await this.#run.stop();
    const { plan, labels, failures } = await this.#run.outcome;
    if (failures.length > 0) {
      const [other = ""] = notes;
      return failures.map(({ message }) => ({
        message: `the program fails at ${title}, not here: ${message}${other && ` (${other})`}`,
      }));
    }
    return {
      title,
      plan,
      labels,
      region: regionOf(config),
      config,
      fromEngine: false,
      notes: [...notes, ...(note ? [note] : [])],
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#run?.stop();
    await this.revision.remove();
  }

  async #nothing(reason: string): Promise<Side> {
    const { Labels }: typeof import("./mock-outputs/labels") = require("./mock-outputs/labels");
    const { name, stack } = this.project;
    return {
      title: this.revision.title,
      plan: { project: name, stack, resources: [], outputs: {}, diagnostics: [] },
      labels: new Labels(),
      region: regionOf(this.project.config),
      fromEngine: false,
      notes: [`${reason}: everything is new`],
    };
  }
}
