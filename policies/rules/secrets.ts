/** Names of environment variables that hold secrets, in capitals with underscores. */
const secretName =
  /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|(API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING)_?KEY|CREDENTIALS?)$/;

/** Values that are none, whatever the name: a switch, or the place where the secret is. */
const harmlessValue = /^(true|false|yes|no|on|off|0|1|arn:[a-z-]+:.*)?$/i;

/** Values that are secrets whatever their name. */
const secretValues: readonly RegExp[] = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, // AWS access keys
  /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/, // GitHub
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bglpat-[A-Za-z0-9_-]{20,}/, // GitLab
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/, // Slack
  /\bsk_live_[A-Za-z0-9]{16,}/, // Stripe
  /\bAIza[A-Za-z0-9_-]{35}/, // Google
  /\bpul-[0-9a-f]{40}\b/, // Pulumi
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, // JSON Web Tokens
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s:@]+@/i, // a URL with a password
];

/** Why an environment variable with a plain value looks like a secret. Never says the value. */
export function whySecret(name: string, value: string): "name" | "value" | undefined {
  if (secretValues.some((pattern) => pattern.test(value))) return "value";
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-.]/g, "_")
    .toUpperCase();
  return secretName.test(words) && !harmlessValue.test(value) ? "name" : undefined;
}

/** What to say about a variable that looks like a secret. */
export function howToHide(variable: string, why: "name" | "value"): string {
  const reason =
    why === "name" ? "has the name of a secret and a plain value" : "has a value that looks like a secret";
  return `Environment variable ${variable} ${reason}, which everybody sees who may describe it`;
}
