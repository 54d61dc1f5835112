/** What the page can show of a plan. */
export type Tab = "picture" | "changes" | "findings" | "cost" | "resources";
