/** The key of an annotation of Kubernetes. */
export const annotationKey = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9./_-]{0,316}$/,
  allowed: "the key of an annotation, such as cert-manager.io/cluster-issuer",
};
