/**
 * Most characters that AWS and Kubernetes allow in a name.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (read 2026-11-22)
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ (read 2026-11-22)
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html (read 2026-11-22)
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ (read 2026-11-22)
 */
export const nameLengths = {
  /** CreateLoadBalancer and CreateTargetGroup of Elastic Load Balancing. */
  loadBalancer: 32,
  targetGroup: 32,
  /** CreateRole of IAM. */
  role: 64,
  /** PutRule of EventBridge. */
  rule: 64,
  /** CreateRepository of ECR. */
  repository: 256,
  /** CreateBucket of S3. */
  bucket: 63,
  /** CreateCluster of EKS. */
  eksCluster: 100,
  /** CreateScheduleGroup of EventBridge Scheduler. */
  scheduleGroup: 64,
  /** CreateStateMachine of Step Functions. */
  stateMachine: 80,
  /** CreateRestoreTestingPlan of AWS Backup. */
  restoreTestingPlan: 50,
  /** A DNS label, as Kubernetes objects have. */
  dnsLabel: 63,
  /** A CronJob: eleven more go behind it in the names of its Jobs. */
  cronJob: 52,
} as const;

/** Characters that Pulumi appends to a logical name: a hyphen and seven hex digits. */
export const autoNameSuffix = 8;

/** Most characters of a service's name: `-restart-secrets` and Pulumi's suffix go behind it in the names of a role and a rule. */
export const serviceNameLength = nameLengths.role - "-restart-secrets".length - autoNameSuffix;

/**
 * Most characters of a service's name that its target groups' names begin with: `-target` and Pulumi's suffix go behind it. Of a
 * longer one they have the beginning and a hash.
 */
export const targetGroupNameLength = nameLengths.targetGroup - "-target".length - autoNameSuffix;

/**
 * Most characters of the name of a component with a Network Load Balancer: `-network` and Pulumi's suffix go behind it. With an
 * Application Load Balancer, whose name has more behind it, fewer.
 */
export const loadBalancerNameLength = nameLengths.loadBalancer - "-network".length - autoNameSuffix;

/** The name of a service, and as long as one that of a job or of data. */
export const serviceNames = {
  pattern: new RegExp(`^[a-z]([a-z0-9-]{0,${serviceNameLength - 2}}[a-z0-9])?$`),
  allowed: `at most ${serviceNameLength} lowercase letters, digits and hyphens, start with a letter and not end with a hyphen`,
};

/** Most characters of the name of a bucket, a queue or a table: `-bucket` and Pulumi's suffix go behind it. */
export const dataNameLength = nameLengths.bucket - "-bucket".length - autoNameSuffix;

/** Characters that Pulumi appends to the name of a Kubernetes object: a hyphen and eight letters or digits. */
export const kubernetesNameSuffix = 9;

/** Most characters of the name of a service with a Job: `-before` and Pulumi's suffix go behind it in the Job's name. */
export const jobOwnerNameLength = nameLengths.dnsLabel - "-before".length - kubernetesNameSuffix;
