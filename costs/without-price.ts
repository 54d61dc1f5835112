/**
 * Types of resources that AWS doesn't charge for by the hour or month: they are free, charged by use, or charged through
 * another resource, as pods are through nodes. A type that is neither here nor has an estimator is reported as having no
 * price.
 */
const withoutFixedPrice: readonly RegExp[] = [
  /^aws:secretsmanager\/secret(Rotation|Version):/,
  /^aws:rds\/(clusterParameterGroup|subnetGroup):/,
  /^aws:(iam|ecr|ecrpublic|s3|scheduler|servicediscovery|sfn|sns|sqs|ssm)\//,
  /^aws:appautoscaling\/(target|scheduledAction):/,
  /^aws:autoscaling\/lifecycleHook:/,
  /^aws:backup\//,
  /^aws:batch\/(computeEnvironment|jobDefinition|jobQueue):/,
  /^aws:chatbot\//,
  /^aws:cloudfront\/(distribution|vpcOrigin):/,
  /^aws:cloudwatch\/(logDelivery\w*|logGroup|logMetricFilter|logSubscriptionFilter|logStream|logResourcePolicy|event\w+):/,
  /^aws:efs\/(accessPoint|backupPolicy|fileSystemPolicy|mountTarget):/,
  /^aws:ec2\/(vpc|subnet|route|routeTable|routeTableAssociation|mainRouteTableAssociation|internetGateway|eipAssociation):/,
  /^aws:ec2\/(securityGroup|securityGroupRule|defaultSecurityGroup|vpcEndpoint\w+|flowLog|launchTemplate|tag):/,
  /^aws:ecs\/(taskDefinition|clusterCapacityProviders):/,
  /^aws:eks\/(accessEntry|accessPolicyAssociation|addon|podIdentityAssociation):/,
  /^aws:guardduty\/detector(Feature)?:/,
  /^aws:kms\/(alias|grant|keyPolicy):/,
  /^aws:lambda\/(function|invocation|permission):/,
  /^aws:lb\/(listener|listenerCertificate|listenerRule|targetGroup|targetGroupAttachment):/,
  /^aws:acm\/certificate(Validation)?:/,
  /^aws:acmpca\/certificate(AuthorityCertificate)?:/,
  /^aws:route53\/record:/,
  /^aws:wafv2\/(ipSet|regexPatternSet|webAclAssociation|webAclLoggingConfiguration):/,
  /^aws:vpc\/securityGroup(Egress|Ingress)Rule:/,

  /^kubernetes:admissionregistration\.k8s\.io\/v1:(Mutating|Validating)WebhookConfiguration$/,
  /^kubernetes:apiextensions\.k8s\.io\/v1:CustomResourceDefinition$/,
  /^kubernetes:cert-manager\.io\/v1:(Certificate|Issuer)$/,
  /^kubernetes:apps\/v1:DaemonSet$/,
  /^kubernetes:batch\/v1:(CronJob|Job)$/,
  /^kubernetes:autoscaling\/v2:HorizontalPodAutoscaler$/,
  /^kubernetes:batch\/v1:Job$/,
  /^kubernetes:core\/v1:(ConfigMap|LimitRange|Namespace|ResourceQuota|Secret|ServiceAccount)(Patch)?$/,
  /^kubernetes:eks\.amazonaws\.com\/v1:NodeClass$/,
  /^kubernetes:networking\.k8s\.io\/v1:(Ingress|IngressClass|NetworkPolicy)$/,
  /^kubernetes:gateway\.networking\.k8s\.io\/v1:(Gateway|HTTPRoute)$/,
  /^kubernetes:snapshot\.storage\.k8s\.io\/v1:VolumeSnapshotClass$/,
  /^kubernetes:storage\.k8s\.io\/v1:StorageClass$/,
  /^kubernetes:policy\/v1:PodDisruptionBudget$/,
  /^kubernetes:secrets-store\.csi\.x-k8s\.io\/v1:SecretProviderClass$/,
  /^kubernetes:rbac\.authorization\.k8s\.io\//,

  /^(pulumi|docker|docker-build|command|random|tls|time):/,
  // The template's own components: their parts are resources of the plan.
  /^aws-containers:/,
];

/** Whether a type is known to have no hourly or monthly price. */
export function hasNoFixedPrice(type: string): boolean {
  return withoutFixedPrice.some((pattern) => pattern.test(type));
}
