/**
 * The digest at the end of an image's reference.
 * @see https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests (read 2026-11-22)
 */
export const imageDigest = /@(sha256:[0-9a-f]{64})$/;

/** The beginning of an image's reference: whether the image exists, only a pull can tell. */
export const imageReference = /^[A-Za-z0-9]\S{0,1000}$/;

/**
 * An image of a private repository in ECR, by each of the registry's host names: IPv4, dual stack, and FIPS of both.
 * @see https://docs.aws.amazon.com/general/latest/gr/ecr.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html (read 2026-11-22)
 */
const privateImage =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)\/([^:@]+)(?::([^:@/]+))?/;

/** Where an image of a private repository is, and its tag if the reference has one; undefined for any other image. */
export function privateImageOf(
  reference: string,
): { account: string; region: string; repository: string; tag: string | undefined } | undefined {
  const [, account, region, repository, tag] = privateImage.exec(reference) ?? [];
  return account === undefined || region === undefined || repository === undefined
    ? undefined
    : { account, region, repository, tag };
}
