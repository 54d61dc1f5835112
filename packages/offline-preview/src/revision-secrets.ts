import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Config, secretPlaceholder } from "./config";
import type { Project } from "./project";

/** What a secret is in the former plan where the stack files have different ciphertexts for it. It is never shown. */
const formerSecret = "[former secret]";

/**
 * The settings of the former plan. Nobody can decrypt a secret here, but a ciphertext changes only when its value is
 * set anew: such a secret gets another mock output, so that everything made from it differs between the plans.
 */
export function withFormerSecrets(former: Project, present: Project): { config: Config; note?: string } {
  const [old, fresh] = [readStackFile(former.stackFile), readStackFile(present.stackFile)];
  const secrets = Object.keys(former.config).filter((key) => former.config[key]?.secret);
  if (secrets.length === 0) return { config: former.config };
  if (encryption(old) !== encryption(fresh)) {
    return {
      config: former.config,
      note: "secrets aren't compared: the stack is encrypted with another key, so that all ciphertexts differ",
    };
  }
  const config = { ...former.config };
  for (const key of secrets) {
    const [was, is] = [settingOf(old, key), settingOf(fresh, key)];
    if (was === undefined) continue;
    const value = mockValue(was, is);
    config[key] = { text: typeof value === "string" ? value : JSON.stringify(value), secret: true };
  }
  return { config };
}

function mockValue(was: unknown, is: unknown): unknown {
  if (isMap(was) && isSecure(was)) {
    return isMap(is) && isSecure(is) && is.secure !== was.secure ? formerSecret : secretPlaceholder;
  }
  if (Array.isArray(was))
    return was.map((item, index) => mockValue(item, Array.isArray(is) ? is[index] : undefined));
  if (!isMap(was)) return was;
  return Object.fromEntries(
    Object.entries(was).map(([key, value]) => [key, mockValue(value, isMap(is) ? is[key] : undefined)]),
  );
}

function settingOf(file: Record<string, unknown>, key: string): unknown {
  const config = isMap(file.config) ? file.config : {};
  return config[key] ?? config[key.replace(":", ":config:")];
}

function encryption(file: Record<string, unknown>): string {
  return JSON.stringify([file.secretsprovider, file.encryptedkey, file.encryptionsalt]);
}

function readStackFile(path: string): Record<string, unknown> {
  const content: unknown = parse(readFileSync(path, "utf8"));
  return isMap(content) ? content : {};
}

function isSecure(value: Record<string, unknown>): boolean {
  return Object.keys(value).length === 1 && typeof value.secure === "string";
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
