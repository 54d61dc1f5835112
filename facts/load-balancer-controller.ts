/**
 * The image of the AWS Load Balancer Controller, for both architectures, by AWS's own repository.
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/releases/tag/v3.5.0 (read 2026-11-21)
 */
export const loadBalancerControllerImage = "public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0";

/** What each of its pods requests, and the memory that it may use: AWS publishes no figures; clusters run it with these. */
export const loadBalancerControllerSize = { cpu: "100m", memory: "128Mi", memoryLimit: "512Mi" } as const;
