import type { Report } from "../report";
/** tmp */
export function renderMarkdown({ plan }: Report): string {
  return plan.stack;
}
