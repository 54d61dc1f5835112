import type { Outcome } from "../session";
/** tmp */
export function renderMarkdown({ plan }: Outcome): string {
  return plan.stack;
}
