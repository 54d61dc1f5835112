/**
 * What annotations of Ingresses begin with that configure an Application Load Balancer, or a target group of one.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ (read 2026-11-22)
 */
export const ingressAnnotationPrefix = "alb.ingress.kubernetes.io/";

/**
 * What annotations of Services begin with that configure a Network Load Balancer.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ (read 2026-11-22)
 */
export const serviceAnnotationPrefix = "service.beta.kubernetes.io/aws-load-balancer-";
