import type { PlannedResource } from "../../engine/plan";
import type { Role } from "../view";

/** Types by which a component's role is known, the most telling role first. */
const telling: readonly (readonly [role: Role, types: RegExp])[] = [
  ["network", /^(awsx:ec2:Vpc|aws:ec2\/vpc:Vpc)$/],
  ["cluster", /^(eks:index:Cluster|aws:(ecs|eks)\/cluster:Cluster)$/],
  [
    "service",
    /^(aws:ecs\/service:Service|aws:lambda\/function:Function|aws:scheduler\/schedule:Schedule|aws:apprunner\/service:Service|aws:ec2\/instance:Instance|aws:autoscaling\/group:Group|kubernetes:apps\/v1:(Deployment|StatefulSet|DaemonSet)|kubernetes:batch\/v1:(Job|CronJob))$/,
  ],
  [
    "entry",
    /^(aws:(lb|alb|elb)\/loadBalancer:LoadBalancer|kubernetes:(gateway\.networking\.k8s\.io\/v1:Gateway|networking\.k8s\.io\/v1:Ingress)|aws:apigatewayv2\/api:Api|aws:apigateway\/restApi:RestApi|aws:cloudfront\/distribution:Distribution)$/,
  ],
  [
    "data",
    /^aws:(s3\/bucket(V2)?|dynamodb\/table|sqs\/queue|sns\/topic|kinesis\/stream|efs\/fileSystem|(rds|docdb|neptune)\/(instance|cluster)|(elasticache|memorydb|opensearch|redshift|msk)\/\w+):/,
  ],
];

/** What a component, or a resource alone, is to the architecture, by what it consists of. */
export function roleOf(inside: readonly PlannedResource[]): Role {
  return telling.find(([, types]) => inside.some(({ type }) => types.test(type)))?.[0] ?? "support";
}

/** Where something runs that the project doesn't name as a service, in AWS's words. */
export function platformOf(inside: readonly PlannedResource[]): string | undefined {
  return platforms.find(([, types]) => inside.some(({ type }) => types.test(type)))?.[0];
}

const platforms: readonly (readonly [platform: string, types: RegExp])[] = [
  ["ECS", /^aws:ecs\//],
  ["EKS", /^(eks:|aws:eks\/cluster:)/],
  ["Kubernetes", /^kubernetes:/],
  ["Lambda", /^aws:lambda\/function:/],
  ["App Runner", /^aws:apprunner\//],
  ["EC2", /^aws:(ec2\/instance|autoscaling\/group):/],
];
