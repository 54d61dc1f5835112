/**
 * The image of containers that need a shell and nothing else: BusyBox 1.37.0 from Docker's repositories in ECR Public, 2 MB, for
 * both architectures. By the digest of its image index, which names the same content for ever.
 *
 * @see https://gallery.ecr.aws/docker/library/busybox (read 2026-11-21)
 * @see https://hub.docker.com/_/busybox, whose tag 1.37.0 has the same digest (read 2026-11-21)
 */
export const shellImage =
  "public.ecr.aws/docker/library/busybox@sha256:bdf57e528e45e4433820e045b29b4597825a1c9e38353532d90a01445013f82e";
