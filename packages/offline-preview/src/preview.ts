import { readValue } from "./config";
import type { Failure } from "./failures";
import { readProject } from "./project";
import { RecordedPlan } from "./recorded-plan";
import { start } from "./run";

/** What to plan. */
export interface PreviewOptions {
  /** Folder of the project: that of Pulumi.yaml, or one inside of it. Default: the working directory. */
  directory?: string;
  /** Name of the stack, whose settings are those of its file. Default: dev. */
  stack?: string;
  /** File to use in place of the stack's own, from the project's folder. */
  configFile?: string;
  /**
   * Settings that replace those of the stack's file: by full key such as `aws:region`, or by name alone for the project's
   * own. `{ secure: "…" }` is a secret, whose value the program gets as `[secret]`. Default: none.
   */
  config?: Readonly<Record<string, unknown>>;
}

/**
 * Plans a project as the command does: its program runs in a process of its own, against the mock outputs of its
 * `preview.config.ts`. Policies and prices aren't asked.
 *
 * @throws Error naming the errors in the project's files, or why the program failed and where.
 */
export async function preview(options: PreviewOptions = {}): Promise<RecordedPlan> {
  const { directory = process.cwd(), stack = "dev", configFile, config = {} } = options;
  const project = readProject(directory, stack, configFile);
  const settings = Object.entries(config).map(([key, value]) => [
    key.includes(":") ? key : `${project.name}:${key}`,
    readValue(value),
  ]);
  const run = await start({ ...project, config: { ...project.config, ...Object.fromEntries(settings) } });
  const { plan, failures } = await run.outcome;
  if (failures.length > 0) throw new Error(failures.map(asText).join("\n"));
  return RecordedPlan.of(plan);
}

function asText({ message, urn }: Failure): string {
  return urn === undefined ? message : `${urn}: ${message}`;
}
