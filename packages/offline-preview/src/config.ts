import { isPlainMap } from "./plain-map";

/** One setting as the program gets it: always a text; maps and lists are JSON. */
export interface ConfigValue {
  text: string;
  secret: boolean;
}

/** Settings by full key, such as `aws:region`. */
export type Config = Record<string, ConfigValue>;

/** Takes the place of secrets, which only the stack's own key can decrypt. */
export const secretPlaceholder = "[secret]";

/** Region of stacks that name none. */
const defaultRegion = "us-east-1";

/** The region of a stack. */
export function regionOf(config: Config): string {
  return config["aws:region"]?.text ?? defaultRegion;
}

/** The settings of a stack file. */
export function stackConfig(config: unknown): Config {
  return Object.fromEntries(
    Object.entries(asMap(config)).map(([key, value]) => [fullKey(key), readValue(value)] as const),
  );
}

/** What Pulumi.yaml says for every stack: `value` or `default` of each setting. */
export function projectDefaults(project: string, config: unknown): Config {
  const defaults: Config = {};
  for (const [key, declared] of Object.entries(asMap(config))) {
    const declaration = isDeclaration(declared) ? declared : { value: declared };
    const value = declaration.value ?? declaration.default;
    if (value === undefined) continue;
    const { text, secret } = readValue(value);
    const name = key.includes(":") ? fullKey(key) : `${project}:${key}`;
    defaults[name] =
      declaration.secret === true ? { text: secretPlaceholder, secret: true } : { text, secret };
  }
  return defaults;
}

/** A setting as YAML has it. Pulumi has no nulls in its settings, and writes numbers and booleans as texts. */
export function readValue(value: unknown): ConfigValue {
  if (isSecure(value)) return { text: secretPlaceholder, secret: true };
  if (typeof value !== "object" || value === null)
    return { text: value === null ? "" : String(value), secret: false };
  let secret = false;
  const text = JSON.stringify(value, (_, inner: unknown) => {
    if (!isSecure(inner)) return inner;
    secret = true;
    return secretPlaceholder;
  });
  return { text, secret };
}

/** Keys are written `aws:region`, or in the old way `aws:config:region`. */
function fullKey(key: string): string {
  const [namespace, ...rest] = key.split(":");
  const name = rest.length === 2 && rest[0] === "config" ? rest[1] : rest.length === 1 ? rest[0] : undefined;
  if (!namespace || !name) {
    throw new Error(`config: "${key}" is no key; write it with its namespace, such as aws:region`);
  }
  return `${namespace}:${name}`;
}

function isSecure(value: unknown): boolean {
  return isPlainMap(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}

function isDeclaration(value: unknown): value is Record<string, unknown> {
  const known = ["type", "description", "default", "value", "secret", "items"];
  return (
    isPlainMap(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => known.includes(key))
  );
}

function asMap(value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (!isPlainMap(value)) throw new Error("config: expected a map of settings");
  return value;
}
