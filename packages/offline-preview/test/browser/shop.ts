import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { planOf, type RecordedPlan } from "../../src/in-process";
import type { PreviewConfig } from "../../src/preview-config";
import { sampleConfig } from "../format/report-of";

/** What a shop differs by. */
export interface ShopOptions {
  services?: number;
  /** A long text in the policy of the bucket, to compare word by word. */
  sentence?: string;
  tag?: string;
}

class Service extends pulumi.ComponentResource {
  constructor(name: string, bucket: aws.s3.Bucket, listener: aws.lb.Listener) {
    super("shop:index:Service", name, {});
    const parent = { parent: this };
    const logs = new aws.cloudwatch.LogGroup(`${name}-logs`, { retentionInDays: 30 }, parent);
    const role = new aws.iam.Role(
      `${name}-task`,
      {
        assumeRolePolicy: JSON.stringify({
          Statement: [{ Principal: { Service: "ecs-tasks.amazonaws.com" } }],
        }),
      },
      parent,
    );
    const group = new aws.ec2.SecurityGroup(`${name}-service`, { description: "Requests" }, parent);
    const task = new aws.ecs.TaskDefinition(
      `${name}-task`,
      {
        family: name,
        taskRoleArn: role.arn,
        containerDefinitions: pulumi.jsonStringify([
          { name, image: "nginx", environment: [{ name: "BUCKET", value: bucket.bucket }] },
        ]),
      },
      parent,
    );
    new aws.ecs.Service(
      `${name}-service`,
      {
        taskDefinition: task.arn,
        networkConfiguration: { subnets: ["subnet-1"], securityGroups: [group.id] },
      },
      { ...parent, dependsOn: [logs, listener] },
    );
    for (let index = 0; index < 8; index++) {
      new aws.ssm.Parameter(`${name}-${index}`, { type: "String", value: `value ${index}` }, parent);
    }
    this.registerOutputs({});
  }
}

/** A load balancer, services of thirteen resources and a bucket. */
export function shop({ services = 2, sentence = "", tag = "lax" }: ShopOptions = {}): Promise<RecordedPlan> {
  return planOf(() => {
    const front = new aws.lb.LoadBalancer("front", { internal: false });
    const listener = new aws.lb.Listener("http", { loadBalancerArn: front.arn, defaultActions: [] });
    const bucket = new aws.s3.Bucket("files", { tags: { tag } });
    new aws.s3.BucketPolicy("files-policy", {
      bucket: bucket.bucket,
      policy: pulumi.jsonStringify({ Statement: [{ Sid: "Read", Resource: bucket.arn, Comment: sentence }] }),
    });
    for (let index = 0; index < services; index++) new Service(`service${index}`, bucket, listener);
  });
}

/** Names the services of the shop, and finds and prices its bucket. */
export const shopConfig: PreviewConfig = {
  ...sampleConfig,
  services: (resources) =>
    resources
      .filter(({ type }) => type === "shop:index:Service")
      .map(({ name, urn }) => ({ name, urn, platform: "ECS", settings: { cpu: 256 } })),
};
