// Node can't see the names in index.cjs by itself.
import library from "./index.cjs";

export const { isMap, json, PlayedStack, planOf, preview, RecordedPlan, Secret, secret, unknown } = library;
