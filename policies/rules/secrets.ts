/** Names of environment variables that hold secrets. */
const secretName =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRETS|TOKEN|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/;

/** Variables that end like secrets and hold none: a place to read it from, or a public key. */
const placeName = /(_FILE|_PATH|_ARN|_URL|_URI|_NAME|_ID|_TTL|PUBLIC_?KEY)$/;

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
  if (value === "") return undefined;
  if (secretValues.some((pattern) => pattern.test(value))) return "value";
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-.]/g, "_")
    .toUpperCase();
  return secretName.test(words) && !placeName.test(words) ? "name" : undefined;
}

/** What to say about a variable that looks like a secret. */
export function howToHide(variable: string, why: "name" | "value"): string {
  const reason =
    why === "name" ? "has the name of a secret and a plain value" : "has a value that looks like a secret";
  return `Environment variable ${variable} ${reason}, which everybody sees who may describe it`;
}
