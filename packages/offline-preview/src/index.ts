export type { CostLine, CostReport, NoPrice, Range, Saving } from "./cost";
export type { Diagnostic, PlannedResource } from "./engine/plan";
export { isMap, type PropertyMap, Secret, unknown, type Value } from "./engine/value";
export type { PlanOptions } from "./in-process";
export { planOf } from "./plan-of";
export { type PlayedOperation, type PlayedRefusal, PlayedStack, type PlayedUpdate } from "./played-stack";
export type { Finding, PolicyReport, WaivedFinding } from "./policy-report";
export { type PreviewOptions, preview } from "./preview";
export type {
  AssessedResource,
  MockedResource,
  PlannedService,
  PreviewConfig,
  Readable,
  ReadableResource,
} from "./preview-config";
export { json, RecordedPlan, secret } from "./recorded-plan";
