export type {
  Consequence,
  Difference,
  DocumentedChange,
  Operation,
  Rename,
  ResourceChange,
  ServiceChange,
  SettingChange,
  Side,
} from "./change";
export { compare, compareInSteps, movedUrns } from "./compare";
export { isGrave, isOutage } from "./effects";
export type { ImageChange } from "./images";
export type { PropertyChange } from "./property-changes";
export { countChanges, imageLine, operations, renamedComponents, verdict } from "./verdict";
