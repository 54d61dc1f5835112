import { type Config, secretPlaceholder } from "./config";
import { isPlainMap } from "./plain-map";
import type { Project } from "./project";
import { readMap } from "./project-files";

/** What a secret is in the base plan where the stack files have different ciphertexts for it. It is never shown. */
const baseSecret = "[base secret]";

/**
 * The settings of the base plan. Nobody can decrypt a secret here, but a ciphertext changes only when its value is
 * set anew: such a secret gets another mock value, so that everything made from it differs between the plans.
 */
export function withBaseSecrets(base: Project, head: Project): { config: Config; note?: string } {
  const [baseFile, headFile] = [readStackFile(base), readStackFile(head)];
  const secrets = Object.keys(base.config).filter((key) => base.config[key]?.secret);
  if (secrets.length === 0) return { config: base.config };
  if (encryption(baseFile) !== encryption(headFile)) {
    return {
      config: base.config,
      note: "secrets aren't compared: the stack is encrypted with another key, so that all ciphertexts differ",
    };
  }
  const config = { ...base.config };
  for (const key of secrets) {
    const value = settingOf(baseFile, key);
    if (value === undefined) continue;
    const mocked = mockValue(value, settingOf(headFile, key));
    config[key] = { text: typeof mocked === "string" ? mocked : JSON.stringify(mocked), secret: true };
  }
  return { config };
}

function mockValue(base: unknown, head: unknown): unknown {
  if (isPlainMap(base) && isSecure(base)) {
    return isPlainMap(head) && isSecure(head) && head.secure !== base.secure ? baseSecret : secretPlaceholder;
  }
  if (Array.isArray(base))
    return base.map((item, index) => mockValue(item, Array.isArray(head) ? head[index] : undefined));
  if (!isPlainMap(base)) return base;
  return Object.fromEntries(
    Object.entries(base).map(([key, value]) => [
      key,
      mockValue(value, isPlainMap(head) ? head[key] : undefined),
    ]),
  );
}

function settingOf(file: Record<string, unknown>, key: string): unknown {
  const config = isPlainMap(file.config) ? file.config : {};
  return config[key] ?? config[key.replace(":", ":config:")];
}

function encryption(file: Record<string, unknown>): string {
  return JSON.stringify([file.secretsprovider, file.encryptedkey, file.encryptionsalt]);
}

function readStackFile({ stackFile, root }: Project): Record<string, unknown> {
  return stackFile === undefined ? {} : readMap(stackFile, root);
}

function isSecure(value: Record<string, unknown>): boolean {
  return Object.keys(value).length === 1 && typeof value.secure === "string";
}
