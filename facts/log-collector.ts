/**
 * What the collector requests on each node: AWS's own add-on requests 50m and 25 MiB, and limits it to 250 MiB.
 * @see https://github.com/aws-observability/helm-charts/blob/main/charts/amazon-cloudwatch-observability/values.yaml (read 2026-11-21)
 */
export const logCollectorSize = { cpu: "50m", memory: "64Mi", memoryLimit: "256Mi" } as const;
