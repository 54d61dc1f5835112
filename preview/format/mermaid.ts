import type { Outcome } from "../session";
/** tmp */
export function renderMermaid({ plan }: Outcome): string {
  return plan.stack;
}
