export { type CostDifference, costDifference, costDifferenceText, type LineDifference } from "./difference";
export type { CostLine, CostReport, NoPrice, Range, Saving } from "./report";
export { costTable } from "./table";
export { costText } from "./text";
