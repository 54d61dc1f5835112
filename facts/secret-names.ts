/** Names of variables that usually hold secrets, as words in capitals with underscores between them. */
const secretName =
  /(?:^|_)(?:PASSWORDS?|PASSWD|PASSPHRASE|PASS|PWD|SECRETS?|TOKENS?|CREDENTIALS?|JWT|PAT|NETRC|NPMRC|AUTH|(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|AUTH)_?KEYS?)$/;

/** Whether the name of a variable or build argument, in any of the usual spellings, is that of a secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-.]/g, "_")
    .toUpperCase();
  return secretName.test(words);
}
