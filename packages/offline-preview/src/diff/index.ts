export {
  compare,
  type Difference,
  type DocumentedChange,
  formerNames,
  type ResourceChange,
  type Side,
} from "./difference";
export type { ImageChange } from "./images";
export type { PropertyChange } from "./property-changes";
export { readSavedPlan, SavedPlanError } from "./saved-plan";
export { countChanges, imageLine, operations, verdict } from "./verdict";
