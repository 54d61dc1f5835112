import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type CompleteService, completeService } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import { scales } from "../scaling";
import { collectTelemetry } from "../telemetry-collector";
import type { WatchedService } from "../watched";
import { approvalCommand } from "./approval";
import { type Compute, onDemandProvider } from "./compute/compute";
import { canRebalance } from "./compute/rebalancing";
import { createDeploymentAlarms } from "./deployment-alarms";
import { deploymentInputs, deploymentTimeoutMinutes } from "./deployment-configuration";
import { createEphemeralVolume, type EphemeralVolume, replacedWithVolume } from "./ephemeral-volume";
import {
  type FargateServiceArgs,
  networkOf,
  type ServicePlacement,
  validateFargateService,
} from "./fargate-service-arguments";
import type { LoadBalancerTarget } from "./load-balancer-target";
import { createRestart } from "./restart";
import { failIfRolledBack } from "./rollback";
import type { Connection } from "./service-connect";
import { createServiceNetwork, type ServiceNetwork, serviceResourceName } from "./service-network";
import { ServiceScaling } from "./service-scaling";
import { createServiceTarget } from "./service-target";
import { createTask, type Task } from "./task";
import { TaskRun } from "./task-run";
import { watchedService } from "./watched-service";

/**
 * A service on ECS, on Fargate or on instances of the cluster: task definition, task role and execution role, log group and security group. A public one is behind
 * an Application Load Balancer, with a target group; the listener rules of its routes are the load balancer's. With protocol
 * `tcp`, `udp` or `tls` it is behind a Network Load Balancer, with a listener on its port. With the default
 * interval of 5 s a new task is healthy at most 10 s after it started listening; a deregistering one drains within 5 s.
 * Services that call one another do so through the cluster's `ServiceConnect`. Without a load balancer ECS checks no path: a
 * task counts as long as its container runs.
 *
 * A rolling deployment starts new tasks before it stops old ones. If they don't get healthy, the circuit breaker rolls back;
 * `pulumi up` waits for the end, and fails, as does every further one until ECS runs what the stack says. A change of `port` is
 * a rolling deployment too: the security groups allow the old port until the last task that listens on it has stopped. A command
 * that runs `before` has ended before the service is changed: see `TaskRun`.
 *
 * Monthly cost per task on Fargate in us-east-1: $23.64 per vCPU and $2.60 per GiB of memory on arm64 ($29.55 and $3.24 on x86_64), so
 * $7.21 for 256 CPU units and 512 MiB; up to 70 % less on Spot; $3.65 for a public address where there is no NAT gateway.
 * Tasks on instances cost what the instances do. Logs cost $0.50 per GB.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class FargateService<Cpu extends number = number> extends pulumi.ComponentResource {
  /** Name of the service, as the component was called. */
  public readonly name: string;
  /** The service. */
  public readonly service: aws.ecs.Service;
  /** The task definition. */
  public readonly taskDefinition: aws.ecs.TaskDefinition;
  /** The role of the application, without any permission but those of ECS Exec: attach policies for the AWS APIs that it calls. */
  public readonly taskRole: aws.iam.Role;
  /** The role that ECS pulls the image and writes the logs with. */
  public readonly executionRole: aws.iam.Role;
  /**
   * The tasks' security group: inbound from the load balancer and from callers on the service's port, outbound HTTPS, to the
   * services that it calls, to the data that it uses, and what `egress` opens. Undefined with another network mode than awsvpc,
   * where tasks share that of the instances.
   */
  public readonly securityGroup: aws.ec2.SecurityGroup | undefined;
  /** The target group that tasks of a public service register with. */
  public readonly targetGroup: aws.lb.TargetGroup | undefined;
  /** The log group of its containers. */
  public readonly logGroup: aws.cloudwatch.LogGroup;
  /** Address of a public service: of its first route, or with its port. */
  public readonly url: pulumi.Output<string> | undefined;
  /** The command that approves a deployment which waits; undefined without `deployment.approve`. */
  public readonly approval: pulumi.Output<string> | undefined;
  /** What alarms and a dashboard watch of it. */
  public readonly watched: WatchedService;

  private readonly description: CompleteService;
  private readonly compute: Compute;

  constructor(name: string, args: FargateServiceArgs<Cpu>, opts?: pulumi.ComponentResourceOptions) {
    const described = completeService(args.service);
    assertValidArguments("FargateService", name, validateFargateService(name, described, args));
    super("aws-containers:ecs:FargateService", name, {}, opts);

    this.name = name;
    const { cluster, exec, logKeyArn } = args;
    const { region } = cluster.context;
    const service = collectTelemetry(name, described, { region, logKeyArn }, { parent: this });
    this.description = service;
    this.compute = cluster.computes.of(service);
    const task = createTask(
      name,
      {
        container: service,
        compute: this.compute,
        gpu: service.gpu,
        sysctls: service.sysctls,
        networkMode: service.networkMode,
        hostVolumes: service.hostVolumes,
        ephemeralVolumes: service.ephemeralVolumes,
        describedAs: `service ${name}`,
        cluster,
        protection: service.scaling.backlog !== undefined,
        exec,
        logKeyArn,
        listener: service.exposure === "none" ? undefined : service,
        variables: cluster.serviceConnect?.variablesOf(name) ?? {},
      },
      { parent: this },
    );
    this.taskDefinition = task.definition;
    this.taskRole = task.taskRole;
    this.executionRole = task.executionRole;
    this.logGroup = task.logGroup;

    const network = createServiceNetwork(name, service, networkOf(args), this);
    const { securityGroup, rules } = network;
    this.securityGroup = securityGroup;
    const { instances } = this.compute;
    const target = createServiceTarget(name, { service, placement: args, securityGroup, instances }, this);
    this.targetGroup = target?.targetGroup;
    const connection: Connection = (securityGroup &&
      args.cluster.serviceConnect?.connect({
        name,
        component: this,
        securityGroup,
        service,
        logs: task.logs,
      })) ?? { inputs: {}, needed: [] };

    // Not among the service's inputs, and yet tasks don't start or stop properly without them.
    const volume = createEphemeralVolume(name, service, cluster, this);
    const ofTasks = [...rules, ...task.needed, ...(volume?.needed ?? []), cluster.capacityProviders];
    const needed = [...(target?.rules ?? []), ...ofTasks];
    const before = this.runBefore(name, args, { task, volume, needed: ofTasks });
    this.service = this.createService(
      name,
      args,
      network,
      target,
      [...needed, ...connection.needed, ...before],
      { ...connection.inputs, volumeConfiguration: volume?.configuration },
    );
    args.cluster.serviceConnect?.add(name, this.service);
    createRestart(name, { ...args, service, deployed: this.service }, { parent: this });
    if (scales(service.scaling)) {
      this.createScaling(name, args);
    }

    this.watched = watchedService(service, this.service, target, args);
    this.url = target?.url;
    const { strategy, approve } = service.deployment;
    this.approval = approve ? approvalCommand(cluster.name, this.service.name) : undefined;
    this.registerOutputs({ url: this.url, service: this.service.name });
    const { service: deployed, taskDefinition } = this;
    // A pipeline deploys task definitions that the stack doesn't know.
    if (strategy === "external") return;
    const shiftsRequests = target?.shifting !== undefined;
    failIfRolledBack({ name, component: this, service: deployed, taskDefinition, cluster, shiftsRequests });
  }

  /** The run of its command, if it has one, after which the service is created or updated. */
  private runBefore(
    name: string,
    { cluster, logKeyArn, ...placement }: ServicePlacement,
    run: { task: Task; volume: EphemeralVolume | undefined; needed: pulumi.Resource[] },
  ): pulumi.Resource[] {
    const { before, logs } = this.description;
    if (before === undefined) return [];
    const { securityGroup } = this;
    const network = networkOf(placement);
    const capacityProvider = onDemandProvider(this.compute, this.description);
    const args = { ...run, container: name, cluster, network, securityGroup, capacityProvider, logKeyArn };
    return [new TaskRun(`${name}-before`, { ...before, ...logs, ...args }, { parent: this }).invocation];
  }

  private createService(
    name: string,
    args: ServicePlacement,
    { configuration: networkConfiguration }: ServiceNetwork,
    target: LoadBalancerTarget | undefined,
    dependsOn: pulumi.Resource[],
    ofTasks: Connection["inputs"] & Pick<aws.ecs.ServiceArgs, "volumeConfiguration">,
  ): aws.ecs.Service {
    const service = this.description;
    const { cluster, exec = false } = args;
    const strategies = this.compute.strategies(service);
    const timeout = `${deploymentTimeoutMinutes(service)}m`;
    const advancedConfiguration = target?.shifting?.configuration;
    return new aws.ecs.Service(
      serviceResourceName(name, service, this.compute),
      {
        cluster: cluster.arn,
        taskDefinition: this.taskDefinition.arn,
        desiredCount: service.scaling.min,
        ...(strategies.length > 0 && { capacityProviderStrategies: strategies }),
        // Otherwise a change of capacity would replace the service instead of its tasks.
        forceNewDeployment: true,
        ...this.compute.placement(service),
        networkConfiguration,
        // An empty list, rather than none, takes a service that was public off the load balancer.
        loadBalancers: target
          ? [
              {
                targetGroupArn: target.targetGroup.arn,
                containerName: name,
                containerPort: service.port,
                ...(advancedConfiguration && { advancedConfiguration }),
              },
            ]
          : [],
        healthCheckGracePeriodSeconds: target && service.health.graceSeconds,
        ...ofTasks,
        deploymentMinimumHealthyPercent: service.minimumHealthyPercent,
        deploymentMaximumPercent: service.maximumPercent,
        ...deploymentInputs(
          service.deployment,
          createDeploymentAlarms(
            { name, deployment: service.deployment, loadBalancer: args.loadBalancer, target },
            this,
          ),
        ),
        // Rebalancing starts a task before it stops another, which a maximum of 100 % doesn't allow.
        availabilityZoneRebalancing:
          service.maximumPercent > 100 && canRebalance(this.compute, service.placement)
            ? "ENABLED"
            : "DISABLED",
        // The agent of ECS Exec is in the container, and needs a network.
        enableExecuteCommand: exec && service.networkMode !== "none",
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
      },
      {
        parent: this,
        dependsOn,
        customTimeouts: { create: timeout, update: timeout, delete: timeout },
        ...replacedWithVolume(cluster.serviceConnect?.isCalled(name) || service.deployment.secondTargetGroup),
        ignoreChanges: [
          // Otherwise each `up` would reset the count that Application Auto Scaling has set.
          ...(scales(service.scaling) ? ["desiredCount"] : []),
          ...(service.deployment.strategy === "external" ? ["taskDefinition"] : []),
        ],
      },
    );
  }

  private createScaling(name: string, { cluster, loadBalancer }: ServicePlacement): ServiceScaling {
    return new ServiceScaling(
      name,
      {
        clusterName: cluster.name,
        serviceName: this.service.name,
        scaling: this.description.scaling,
        loadBalancerArnSuffix: loadBalancer?.arnSuffix,
        targetGroupArnSuffix: this.targetGroup?.arnSuffix,
      },
      { parent: this },
    );
  }
}
