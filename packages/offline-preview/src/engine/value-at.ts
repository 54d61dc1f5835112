import { isMap, type PropertyMap, type Value } from "./value";

/** The value at a path of keys; undefined where there is none. */
export function valueAt(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((at, key) => (isMap(at) ? at[key] : undefined), value);
}

/** The elements of a list; none of anything else. */
export function listOf(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

/** The properties of a map; none of anything else. */
export function mapOf(value: Value | undefined): PropertyMap {
  return isMap(value) ? value : {};
}
