/** Parameters of ingress classes: of EKS Auto Mode, and of the AWS Load Balancer Controller. */
export const classParameters = [
  "kubernetes:eks.amazonaws.com/v1:IngressClassParams",
  "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams",
];
