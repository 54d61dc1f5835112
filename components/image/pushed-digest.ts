import * as pulumi from "@pulumi/pulumi";

/**
 * The digest in what Docker answers to a push: repository@digest.
 * @throws pulumi.RunError for `<none>@<none>`, which some daemons answer: it would be deployed as if it were one.
 */
export function pushedDigest(name: string, answer: string): string {
  const digest = /@(sha256:[0-9a-f]{64})$/.exec(answer)?.[1];
  if (digest === undefined) {
    throw new pulumi.RunError(
      `Image "${name}" was pushed, but Docker didn't say under which digest: it answered "${answer}" instead of ` +
        "repository@sha256:…. Update Docker to version 23 or later and run `pulumi up` again.",
    );
  }
  return digest;
}
