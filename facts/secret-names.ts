/**
 * Names of variables that usually hold secrets, as words in capitals with underscores between them. PASSWORD may end a longer
 * word, such as PGPASSWORD. ECS.8 of Security Hub knows three names of AWS's own alone.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8 (read 2026-11-22)
 */
const secretName =
  /(?:^|_)(?:PASSPHRASE|PASS|PWD|SECRETS?|TOKENS?|CREDENTIALS?|CREDS|JWT|PAT|NETRC|NPMRC|AUTH|(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|AUTH|SSH)_?KEYS?)$|PASSWORDS?$|PASSWD$/;

/** Names of addresses that often have a password in them. */
const addressWithPassword = /(?:^|_)(?:(?:DATABASE|DB)_UR[IL]|CONNECTION_STRING)$/;

/** Whether the name of an environment variable, in any of the usual spellings, is that of a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(wordsOf(name));
}

/**
 * Whether the name of a build argument is that of a secret, or of an address that often has one in it: everybody who has the
 * image can read it. Such an address in an environment is judged by its value instead.
 */
export function isSecretBuildArgument(name: string): boolean {
  return isSecretName(name) || addressWithPassword.test(wordsOf(name));
}

/** In capitals, without a number at the end. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-.]/g, "_")
    .toUpperCase()
    .replace(/\d{1,3}$/, "")
    .replace(/_$/, "");
}
