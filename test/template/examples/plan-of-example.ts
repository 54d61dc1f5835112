import { join } from "node:path";
import { renderJson } from "../../../packages/offline-preview/src/format/json";
import { readProject } from "../../../packages/offline-preview/src/project";
import { sideOf } from "../../../packages/offline-preview/test/diff/two-plans";
import { evaluate, type Finding } from "../../../policies/evaluate";
import { planOf as record } from "../../support/plan";
import { type PreviewOfStack, projectDirectory } from "../../support/stack-preview";

/** The plan of an example, by the program itself in this process. */
export async function planOf(stack: string): Promise<PreviewOfStack> {
  const file = join(projectDirectory, "examples", `Pulumi.${stack}.yaml`);
  const { config: given } = readProject(projectDirectory, stack, file);
  const entries = Object.entries(given);
  const config = Object.fromEntries(entries.map(([key, { text }]) => [key, text]));
  const secretKeys = entries.flatMap(([key, { secret }]) => (secret ? [key] : []));
  const program = require.resolve("../../../index");
  delete require.cache[program];
  const plan = await record(() => require(program), { config, secretKeys, stack });
  return JSON.parse(renderJson({ ...sideOf(plan), config: given, failures: [] }));
}

/** The policies that a plan violates, without a waiver. */
export function findingsIn({ steps }: PreviewOfStack): Finding[] {
  const resources = steps.map(({ urn, newState }) => ({
    ...newState,
    urn,
    name: urn.split("::").at(-1) ?? "",
    inputs: newState.inputs ?? {},
  }));
  return evaluate(resources).findings;
}

/** The inputs of all resources of a type. */
export function inputsOf(
  { steps }: PreviewOfStack,
  type: string,
): PreviewOfStack["steps"][number]["newState"]["inputs"][] {
  return steps.filter(({ newState }) => newState.type === type).map(({ newState }) => newState.inputs);
}

/** The image of each task definition's first container. */
export function imagesOf(plan: PreviewOfStack): string[] {
  return inputsOf(plan, "aws:ecs/taskDefinition:TaskDefinition").map(
    ({ containerDefinitions }) => JSON.parse(String(containerDefinitions))[0].image,
  );
}
