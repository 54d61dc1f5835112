export type { CostLine, CostReport, NoPrice, Range, Saving } from "./cost";
export type { Diagnostic, PlannedResource } from "./engine/plan";
export { isMap, type PropertyMap, Secret, unknown, type Value } from "./engine/value";
export { json, type PlanOptions, planOf, RecordedPlan, secret } from "./in-process";
export { type PlayedOperation, type PlayedRefusal, PlayedStack, type PlayedUpdate } from "./played-stack";
export type { Finding, PolicyReport, WaivedFinding } from "./policy-report";
export type {
  AssessedResource,
  MockedResource,
  PlannedService,
  PreviewConfig,
  Readable,
  ReadableResource,
} from "./preview-config";
