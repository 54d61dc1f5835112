/**
 * A DNS label, as namespaces and most objects are named.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names (read 2026-11-22)
 */
export const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A DNS subdomain, as classes of ingresses and storage are named.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names (read 2026-11-22)
 */
export const dnsSubdomain = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/**
 * A namespace that Kubernetes itself uses.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces (read 2026-11-22)
 */
export const kubernetesNamespace = /^(default|kube-.*)$/;

/** A namespace that Kubernetes doesn't use itself. */
export const ownNamespace = new RegExp(
  `^(?!${kubernetesNamespace.source.slice(1)})${dnsLabel.source.slice(1)}`,
);

/**
 * The key of a label or a taint, and the value of one.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set (read 2026-11-22)
 */
export const labelKey =
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
export const labelValue = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

/**
 * The host of an Ingress: a DNS name, with `*` as its first label at most.
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards (read 2026-11-22)
 */
export const ingressHost = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
