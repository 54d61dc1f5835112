import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { drainSeconds } from "../../facts/eks-self-managed-nodes";
import { createFunctionRole } from "../function-role";
import { createNodeFunction } from "../node-function";
import { callStatements } from "./cluster-api";
import type { NodeDrainingArgs } from "./node-draining-arguments";

/** What the function does in the cluster: cordons nodes, sees their pods, and evicts them within their disruption budgets. */
const rules: k8s.types.input.rbac.v1.PolicyRule[] = [
  { apiGroups: [""], resources: ["nodes"], verbs: ["list", "patch"] },
  { apiGroups: [""], resources: ["pods"], verbs: ["list"] },
  { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
];

/**
 * What drains self-managed nodes before they end, as EKS does managed ones: each termination of their Auto Scaling groups, by scaling in, an
 * instance refresh or a failed check, waits for a Lambda function, which cordons the node and evicts its pods within their disruption
 * budgets, for 15 minutes at most.
 *
 * Costs nothing but the function's time, while a node drains.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html (read 2026-11-22)
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/ (read 2026-11-22)
 */
export class NodeDraining extends pulumi.ComponentResource {
  /** The function. */
  public readonly lambda: aws.lambda.Function;

  constructor(name: string, args: NodeDrainingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:eks:NodeDraining", name, {}, opts);
    const parts = createFunctionRole(
      name,
      { retentionDays: args.retentionDays ?? 7, logKeyArn: args.logKeyArn, statements: statementsOf(args) },
      { parent: this },
    );
    this.lambda = this.createFunction(name, args, parts);
    const access = this.allowDraining(name, args, parts.role);
    const target = this.callOnTermination(name, args);
    this.createHooks(args, [target, ...access]);
    this.registerOutputs({ functionName: this.lambda.name });
  }

  private createFunction(
    name: string,
    { clusterName, api }: NodeDrainingArgs,
    parts: { role: aws.iam.Role; policy: aws.iam.RolePolicy; logGroup: aws.cloudwatch.LogGroup },
  ): aws.lambda.Function {
    return createNodeFunction(
      name,
      {
        file: join(__dirname, "drain-node.mjs"),
        imports: [join(__dirname, "scale-workers.mjs"), join(__dirname, "call-api.mjs")],
        description: "Drains nodes before they end",
        role: parts.role,
        timeout: drainSeconds,
        variables: api.fromVpc
          ? { API_FUNCTION: api.fromVpc.lambda.name }
          : { CERTIFICATE_AUTHORITY: api.certificateAuthority, CLUSTER: clusterName, ENDPOINT: api.endpoint },
        logGroup: parts.logGroup,
      },
      { parent: this, dependsOn: [parts.policy] },
    );
  }

  /** By a group of its access entry, or that of the function which calls the API for it. */
  private allowDraining(
    name: string,
    { clusterName, api: { fromVpc } }: NodeDrainingArgs,
    role: aws.iam.Role,
  ): pulumi.Resource[] {
    const group = fromVpc?.group ?? name;
    const metadata = { name };
    const allowed = new k8s.rbac.v1.ClusterRole(name, { metadata, rules }, { parent: this });
    const apiGroup = "rbac.authorization.k8s.io";
    const binding = new k8s.rbac.v1.ClusterRoleBinding(
      name,
      {
        metadata,
        roleRef: { apiGroup, kind: "ClusterRole", name: allowed.metadata.name },
        subjects: [{ apiGroup, kind: "Group", name: group }],
      },
      { parent: this },
    );
    if (fromVpc) return [binding, ...fromVpc.ready];
    const entry = new aws.eks.AccessEntry(
      name,
      { clusterName, principalArn: role.arn, kubernetesGroups: [group] },
      { parent: this, dependsOn: [binding] },
    );
    return [entry];
  }

  private callOnTermination(name: string, { groups }: NodeDrainingArgs): pulumi.Resource {
    const rule = new aws.cloudwatch.EventRule(
      name,
      {
        description: "Instances of nodes that are to be terminated",
        eventPattern: pulumi.jsonStringify({
          source: ["aws.autoscaling"],
          "detail-type": ["EC2 Instance-terminate Lifecycle Action"],
          detail: { AutoScalingGroupName: Object.values(groups).map((group) => group.name) },
        }),
      },
      { parent: this },
    );
    const permission = new aws.lambda.Permission(
      name,
      {
        function: this.lambda.name,
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      },
      { parent: this },
    );
    return new aws.cloudwatch.EventTarget(
      name,
      { rule: rule.name, arn: this.lambda.arn },
      { parent: this, dependsOn: [permission] },
    );
  }

  /** What the function doesn't answer goes on by itself, a minute after its time. */
  private createHooks({ groups }: NodeDrainingArgs, dependsOn: pulumi.Resource[]): void {
    for (const [name, group] of Object.entries(groups)) {
      new aws.autoscaling.LifecycleHook(
        `${name}-drain`,
        {
          autoscalingGroupName: group.name,
          lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
          heartbeatTimeout: drainSeconds + 60,
          defaultResult: "CONTINUE",
        },
        { parent: this, dependsOn },
      );
    }
  }
}

/** Lets Auto Scaling go on with these groups, and calls the cluster. */
function statementsOf({ api, groups }: NodeDrainingArgs): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "GoOn",
      Effect: "Allow",
      Action: "autoscaling:CompleteLifecycleAction",
      Resource: Object.values(groups).map((group) => group.arn),
    },
    ...callStatements({ api }),
  ];
}
