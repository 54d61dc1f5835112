import { isSecretName } from "../../facts/secret-names";

/** Values that are no secret under any name: a switch, a kind of authentication, or the ARN of the secret. */
const harmlessValue =
  /^(?:true|false|yes|no|on|off|0|1|none|required|optional|basic|bearer|plain|login|oidc|oauth2|iam|arn:[a-z-]+:.*)?$/i;

/** Names of limits of language models, such as MAX_TOKENS. */
const tokenCount = /tokens$/i;

/** Values that are secrets under any name. */
const secretValues: readonly RegExp[] = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, // AWS access keys
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/,
  /\bgh[pousr]_[A-Za-z0-9]{20}/, // GitHub
  /\bgithub_pat_[A-Za-z0-9_]{20}/,
  /\bglpat-[A-Za-z0-9_-]{20}/, // GitLab
  /\bxox[abeoprs]-[A-Za-z0-9-]{10}/, // Slack
  /\bsk_live_[A-Za-z0-9]{16}/, // Stripe
  /\bAIza[A-Za-z0-9_-]{35}/, // Google
  /\bpul-[0-9a-f]{40}\b/, // Pulumi
  /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\./, // JSON Web Tokens
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s:@]+@/i, // a URL with a password
];

/** Why an environment variable looks like a secret; undefined where it doesn't. Never contains the value. */
export function secretReason(name: string, value: string): string | undefined {
  if (secretValues.some((pattern) => pattern.test(value))) return "has a value that looks like a secret";
  const harmless = harmlessValue.test(value) || (tokenCount.test(name) && /^\d+$/.test(value));
  return isSecretName(name) && !harmless ? "has the name of a secret and a plain value" : undefined;
}
