import type { Plan } from "./engine/plan";
import { isMap, Secret, type Value } from "./engine/value";

/** What is shown in place of a secret. */
export const hidden = "[secret]";

/** `text` without any secret value that the program handed to its resources and outputs. */
export function hideSecrets(text: string, plan: Plan): string {
  let shown = text;
  for (const secret of secretTexts(plan)) shown = shown.replaceAll(secret, hidden);
  return shown;
}

/** Longest first, so that no part of one is left over. Shorter ones can't be told from ordinary words. */
function secretTexts(plan: Plan): string[] {
  const texts = new Set<string>();
  const collect = (value: Value, secret: boolean): void => {
    if (value instanceof Secret) collect(value.value, true);
    else if (Array.isArray(value)) for (const item of value) collect(item, secret);
    else if (isMap(value)) for (const item of Object.values(value)) collect(item, secret);
    else if (secret && typeof value === "string" && value.length >= 4) texts.add(value);
  };
  for (const { inputs, outputs } of plan.resources) {
    collect(inputs, false);
    collect(outputs, false);
  }
  collect(plan.outputs, false);
  texts.delete(hidden);
  return [...texts].sort((a, b) => b.length - a.length);
}
