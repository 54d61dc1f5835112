import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type AwsContext, awsContextOf } from "../aws-context";
import { type CompleteService, completeService } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import { getsConnections, getsRequests } from "../published";
import { readSecretsStatements } from "../secret-permissions";
import { createMountedSecrets, type MountedSecrets } from "./mounted-secrets";
import { createNetworkPolicy } from "./network-policy";
import { podSpec, secretEnvironment } from "./pod";
import { createPodIdentity, type PodIdentity } from "./pod-identity";
import { validateWorkload, type WorkloadArgs } from "./workload-arguments";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

/**
 * Says which role the pods have: they get its credentials only where they start after its association, so that the first
 * permission of a service has to replace them.
 */
const roleAnnotation = "aws-containers/role-arn";

/**
 * A service in an EKS cluster: Deployment, HorizontalPodAutoscaler, ServiceAccount without token, PodDisruptionBudget and
 * NetworkPolicy. Requests come from the cluster's `EksLoadBalancer`, which has its routes, and from the services that call it.
 *
 * Objects have the service's plain name, which is their address in the cluster. A change that Kubernetes can't make in place
 * therefore deletes an object before it creates the new one.
 *
 * Costs nothing itself; see `EksCluster` for nodes and load balancer.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class Workload extends pulumi.ComponentResource {
  /** Name of the service, as the component was called. */
  public readonly name: string;
  /** The Deployment. Pods of a public service are ready once the load balancer finds them healthy. */
  public readonly deployment: k8s.apps.v1.Deployment;
  /** The HorizontalPodAutoscaler, which sets the number of replicas even where min equals max. */
  public readonly autoscaler: k8s.autoscaling.v2.HorizontalPodAutoscaler;
  /** Address of a public service: of its first route, or with its port. */
  public readonly url: pulumi.Output<string> | undefined;

  private readonly description: CompleteService;
  private readonly metadata: WorkloadMetadata;
  private lookedUpContext?: AwsContext;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    const service = completeService(args.service);
    assertValidArguments("Workload", name, validateWorkload(name, service, args));
    super(
      "aws-containers:eks:Workload",
      name,
      {},
      pulumi.mergeOptions(opts, { providers: { kubernetes: args.cluster.provider } }),
    );
    this.name = name;
    this.description = service;
    // By an output of the namespace, so that everything here depends on it.
    this.metadata = { name, namespace: args.cluster.namespace.metadata.name, labels: podLabels(name) };

    const account = this.createServiceAccount(name);
    const identity = this.createPodIdentity(name, args, account);
    const mountedSecrets = this.createMountedSecrets(name, args);
    const secret = this.createSecret(name);
    const callers = args.loadBalancer.callers[name] ?? [];
    const networkPolicy = createNetworkPolicy(name, this.metadata, service, callers, { parent: this });
    this.deployment = this.createDeployment(name, {
      account,
      identity,
      mountedSecrets,
      secret,
      networkPolicy,
      needed: neededBy(name, service, args.loadBalancer),
      availabilityZones: args.cluster.availabilityZones,
    });
    this.createDisruptionBudget(name);
    this.autoscaler = this.createAutoscaler(name);
    this.url = service.exposure === "public" ? args.loadBalancer.urlOf(name, service) : undefined;

    this.registerOutputs({ url: this.url });
  }

  private createServiceAccount(name: string): k8s.core.v1.ServiceAccount {
    return new k8s.core.v1.ServiceAccount(
      `${name}-service-account`,
      { metadata: this.metadata, automountServiceAccountToken: false },
      { parent: this },
    );
  }

  /** Looked up once, and only for services that need it. */
  private get context(): AwsContext {
    this.lookedUpContext ??= awsContextOf(this);
    return this.lookedUpContext;
  }

  private createPodIdentity(
    name: string,
    { cluster }: WorkloadArgs,
    account: k8s.core.v1.ServiceAccount,
  ): PodIdentity | undefined {
    const { permissions, uses, secrets } = this.description;
    const references = Object.values(secrets);
    if (permissions.length + uses.length + references.length === 0) return undefined;
    const { namespace } = this.metadata;
    const identity = {
      clusterName: cluster.name,
      namespace,
      serviceAccount: account.metadata.name,
      permissions,
      uses,
      readSecrets:
        references.length === 0
          ? []
          : readSecretsStatements(references, this.context, [
              "secretsmanager:DescribeSecret",
              "secretsmanager:GetSecretValue",
            ]),
    };
    return createPodIdentity(name, identity, { parent: this });
  }

  private createMountedSecrets(name: string, { cluster }: WorkloadArgs): MountedSecrets | undefined {
    const { secrets } = this.description;
    if (Object.keys(secrets).length === 0) return undefined;
    return createMountedSecrets(
      name,
      { metadata: this.metadata, region: this.context.region, secrets },
      { parent: this, dependsOn: cluster.secretsStore?.ready ?? [] },
    );
  }

  /** With a generated name: other values make another Secret, and thereby a rollout. */
  private createSecret(name: string): k8s.core.v1.Secret | undefined {
    const values = secretEnvironment(this.description);
    if (Object.keys(values).length === 0) return undefined;
    return new k8s.core.v1.Secret(
      `${name}-environment`,
      {
        metadata: { namespace: this.metadata.namespace, labels: this.metadata.labels },
        immutable: true,
        stringData: values,
      },
      { parent: this },
    );
  }

  /**
   * A public one depends on what has its target group: the load balancer's readiness gate is injected only into pods whose target
   * group exists.
   *
   * The number of replicas is the minimum at first, so that all of them are scheduled together, and then the autoscaler's:
   * the provider leaves an ignored field to whoever manages it. Were the field added or removed as scaling begins or ends,
   * Kubernetes would reset it to 1 or reject the update for a conflict with the autoscaler.
   */
  private createDeployment(
    name: string,
    parts: {
      account: k8s.core.v1.ServiceAccount;
      identity: PodIdentity | undefined;
      mountedSecrets: MountedSecrets | undefined;
      secret: k8s.core.v1.Secret | undefined;
      networkPolicy: k8s.networking.v1.NetworkPolicy;
      needed: pulumi.Resource[];
      availabilityZones: number;
    },
  ): k8s.apps.v1.Deployment {
    return new k8s.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata: this.metadata,
        spec: {
          replicas: this.description.scaling.min,
          selector: { matchLabels: this.metadata.labels },
          strategy: {
            type: "RollingUpdate",
            rollingUpdate: {
              maxUnavailable: `${100 - this.description.minimumHealthyPercent}%`,
              maxSurge: `${this.description.maximumPercent - 100}%`,
            },
          },
          template: {
            metadata: {
              labels: this.metadata.labels,
              ...(parts.identity && { annotations: { [roleAnnotation]: parts.identity.role.arn } }),
            },
            spec: podSpec(this.description, {
              labels: this.metadata.labels,
              serviceAccountName: parts.account.metadata.name,
              secretName: parts.secret?.metadata.name,
              mountedSecrets: parts.mountedSecrets,
              ...(this.description.uses.length > 0 && { region: this.context.region }),
              availabilityZones: parts.availabilityZones,
            }),
          },
        },
      },
      {
        parent: this,
        dependsOn: [
          ...parts.needed,
          parts.networkPolicy,
          ...(parts.identity ? [parts.identity.association, ...parts.identity.policies] : []),
        ],
        ignoreChanges: ["spec.replicas"],
      },
    );
  }

  /** Drains evict one pod at a time, even the only one, and unhealthy pods never block them. */
  private createDisruptionBudget(name: string): k8s.policy.v1.PodDisruptionBudget {
    return new k8s.policy.v1.PodDisruptionBudget(
      `${name}-disruption-budget`,
      {
        metadata: this.metadata,
        spec: {
          maxUnavailable: 1,
          selector: { matchLabels: this.metadata.labels },
          unhealthyPodEvictionPolicy: "AlwaysAllow",
        },
      },
      { parent: this },
    );
  }

  /** Where min equals max, without a target: Kubernetes then has 80 % of the CPU, which changes nothing. */
  private createAutoscaler(name: string): k8s.autoscaling.v2.HorizontalPodAutoscaler {
    const { min, max, cpuPercent, memoryPercent } = this.description.scaling;
    const metric = (resource: string, averageUtilization: number | undefined) =>
      averageUtilization === undefined
        ? []
        : [
            {
              type: "Resource",
              resource: { name: resource, target: { type: "Utilization", averageUtilization } },
            },
          ];
    const metrics = [...metric("cpu", cpuPercent), ...metric("memory", memoryPercent)];
    return new k8s.autoscaling.v2.HorizontalPodAutoscaler(
      `${name}-autoscaler`,
      {
        metadata: this.metadata,
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: this.deployment.metadata.name },
          minReplicas: min,
          maxReplicas: max,
          ...(metrics.length > 0 && { metrics }),
        },
      },
      { parent: this },
    );
  }
}

/** What the target group of a service's pods is created with: the Ingress, or the service's own Service. */
function neededBy(
  name: string,
  service: CompleteService,
  { ingress, services }: WorkloadArgs["loadBalancer"],
): pulumi.Resource[] {
  const needed = getsRequests(service) ? ingress : getsConnections(service) ? services[name] : undefined;
  return needed ? [needed] : [];
}
