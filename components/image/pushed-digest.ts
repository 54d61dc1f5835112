import * as pulumi from "@pulumi/pulumi";
import { imageDigest } from "../../facts/image-references";

/**
 * The digest of Docker's response to a push, repository@digest.
 * @throws pulumi.RunError for `<none>@<none>`, the response of some daemons, which would be deployed like a digest.
 */
export function pushedDigest(name: string, response: string): string {
  const digest = imageDigest.exec(response)?.[1];
  if (digest === undefined) {
    throw new pulumi.RunError(
      `Image "${name}" was pushed, but Docker's response has no digest: it is "${response}" instead of ` +
        "repository@sha256:…. Update Docker to version 23 or later and run `pulumi up` again.",
    );
  }
  return digest;
}
