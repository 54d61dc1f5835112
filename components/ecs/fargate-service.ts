import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../refusal";
import type { Capacity, Route, ServiceDescription } from "../service";
import type { EcsCluster } from "./cluster";
import { containerOf, volumesOf } from "./container";
import type { LoadBalancer } from "./load-balancer";
import type { PlacedIn } from "./placed-in";
import { failIfRolledBack } from "./rollback";
import { securityGroupRules } from "./security-group-rules";
import { mistakesInService } from "./service-limits";
import { ServiceScaling } from "./service-scaling";
import { permissionsForExec, permissionsToStart, trustOfTasks } from "./task-roles";

/** A service and where it runs. */
export interface FargateServiceArgs {
  /** The cluster that it runs in. */
  cluster: EcsCluster;
  /** The load balancer that sends it requests. */
  loadBalancer: LoadBalancer;
  /** The network that its tasks run in: the load balancer's. */
  network: PlacedIn;
  /** What runs, how large it is, how far it scales and which requests it answers. */
  service: ServiceDescription;
  /** ARN of the private repository that the image is in. Default: none, the image is public, and nothing of ECR is allowed. */
  repositoryArn?: pulumi.Input<string>;
  /** Whether that repository is filled by a pull-through cache, which the first task has to do. Default: false. */
  pullThroughCache?: boolean;
  /**
   * Whether people may open a shell in its containers with ECS Exec. The shell is root's, whoever the container's user is.
   * Default: false.
   */
  exec?: boolean;
}

/** Seconds that a leaving task still gets to answer what it was sent: AWS's advice for services that answer within one. */
const drainSeconds = 5;

/**
 * A service on Fargate behind a load balancer: its task definition, its two roles, log group, target group, routes and
 * security group. A new task counts as healthy after its first passing check, at most 10 s after it started listening with
 * the default interval of 5 s, and drains within 5 s.
 *
 * A deployment starts the new tasks before it stops the old ones. One whose tasks don't get healthy is rolled back;
 * `pulumi up` waits for the end, and then fails. A change of `port` is a deployment like any other: the way to the old port
 * stays open until the last task that listens on it is gone.
 *
 * Cost in us-east-1 for each task that runs all month: $23.64 for one vCPU and $2.60 for each GiB of memory on arm64 ($29.55
 * and $3.24 on x86_64), so $7.21 for 256 CPU units and 512 MiB; up to 70 % less on Spot; $3.65 for a public address where
 * there is no NAT. Logs cost $0.50 a GB.
 */
export class FargateService extends pulumi.ComponentResource {
  /** The service. */
  public readonly service: aws.ecs.Service;
  /** What its tasks run. */
  public readonly taskDefinition: aws.ecs.TaskDefinition;
  /** The application's role, without any permission: attach policies for what it calls in AWS. */
  public readonly taskRole: aws.iam.Role;
  /** The role that Fargate pulls the image and writes the logs with. */
  public readonly executionRole: aws.iam.Role;
  /**
   * The tasks' security group: in from the load balancer on the service's port, out to HTTPS. Add
   * `aws.vpc.SecurityGroupEgressRule`s for databases and the like.
   */
  public readonly securityGroup: aws.ec2.SecurityGroup;
  /** The tasks as the load balancer sees them. */
  public readonly targetGroup: aws.lb.TargetGroup;
  /** Where its log lines are. */
  public readonly logGroup: aws.cloudwatch.LogGroup;
  /** Address of its first route. */
  public readonly url: pulumi.Output<string>;

  constructor(name: string, args: FargateServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("FargateService", name, mistakesInService(name, args.service));
    super("aws-containers:ecs:FargateService", name, {}, opts);

    this.logGroup = this.makeLogGroup(name, args);
    this.executionRole = this.makeRole(`${name}-execution`, args);
    this.taskRole = this.makeRole(`${name}-task`, args);
    const policies = this.makePolicies(name, args);
    this.taskDefinition = this.makeTaskDefinition(name, args);

    this.securityGroup = this.makeSecurityGroup(name, args);
    const openings = this.openSecurityGroups(name, args);
    this.targetGroup = this.makeTargetGroup(name, args);
    const routes = args.service.routes.map((route) => this.makeListenerRule(name, args, route));

    // Nothing of this is in the service's inputs, and yet no task starts or stops well without it.
    const { capacityProviders } = args.cluster;
    this.service = this.makeService(name, args, [...routes, ...openings, ...policies, capacityProviders]);
    if (scales(args.service)) {
      this.scale(name, args);
    }

    this.url = urlOf(args);
    this.registerOutputs({ url: this.url, service: this.service.name });
    failIfRolledBack(name, this.service, this.taskDefinition, args.cluster);
  }

  private makeLogGroup(name: string, { service }: FargateServiceArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      { retentionInDays: service.logs.retentionDays },
      { parent: this },
    );
  }

  private makeRole(name: string, { cluster }: FargateServiceArgs): aws.iam.Role {
    return new aws.iam.Role(
      name,
      { assumeRolePolicy: pulumi.jsonStringify(trustOfTasks(cluster)) },
      { parent: this },
    );
  }

  private makePolicies(
    name: string,
    { repositoryArn, pullThroughCache, exec }: FargateServiceArgs,
  ): aws.iam.RolePolicy[] {
    const policy = (policyName: string, role: aws.iam.Role, document: aws.iam.PolicyDocument) =>
      new aws.iam.RolePolicy(
        policyName,
        { role: role.name, policy: pulumi.jsonStringify(document) },
        { parent: this },
      );
    const start = permissionsToStart(this.logGroup.arn, repositoryArn, pullThroughCache);
    return [
      policy(`${name}-execution`, this.executionRole, start),
      ...(exec ? [policy(`${name}-exec`, this.taskRole, permissionsForExec())] : []),
    ];
  }

  private makeTaskDefinition(
    name: string,
    { cluster, service, exec = false }: FargateServiceArgs,
  ): aws.ecs.TaskDefinition {
    const logs = { group: this.logGroup.name, region: cluster.region };
    return new aws.ecs.TaskDefinition(
      `${name}-task`,
      {
        // Families get no suffix from Pulumi: with the cluster's, two stacks in one account don't share one.
        family: pulumi.interpolate`${cluster.name}-${name}`,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(service.cpu),
        memory: String(service.memory),
        runtimePlatform: {
          operatingSystemFamily: "LINUX",
          cpuArchitecture: service.architecture === "arm64" ? "ARM64" : "X86_64",
        },
        executionRoleArn: this.executionRole.arn,
        taskRoleArn: this.taskRole.arn,
        volumes: volumesOf(exec),
        // One secret environment value makes the whole document secret.
        containerDefinitions: pulumi.jsonStringify([containerOf(name, service, logs, exec)]),
      },
      { parent: this },
    );
  }

  private makeSecurityGroup(name: string, { network }: FargateServiceArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-service`,
      { vpcId: network.vpcId, description: "Service: requests from the load balancer, to HTTPS" },
      { parent: this },
    );
  }

  private openSecurityGroups(name: string, { loadBalancer, service }: FargateServiceArgs): pulumi.Resource[] {
    const groups = { loadBalancer: loadBalancer.securityGroup, service: this.securityGroup };
    return securityGroupRules(name, groups, service.port, { parent: this });
  }

  private makeTargetGroup(name: string, { network, service }: FargateServiceArgs): aws.lb.TargetGroup {
    return new aws.lb.TargetGroup(
      `${name}-target`,
      {
        targetType: "ip",
        vpcId: network.vpcId,
        // Each task is registered with its own port. This one is never used, and stays the same: a change of it would
        // replace the target group while the old tasks still need theirs.
        port: 80,
        protocol: "HTTP",
        protocolVersion: "HTTP1",
        deregistrationDelay: drainSeconds,
        healthCheck: {
          path: service.health.path,
          protocol: "HTTP",
          port: "traffic-port",
          matcher: "200",
          interval: service.health.intervalSeconds,
          timeout: Math.min(5, service.health.intervalSeconds - 1),
          healthyThreshold: 2,
          unhealthyThreshold: 2,
        },
      },
      { parent: this },
    );
  }

  private makeListenerRule(
    name: string,
    { loadBalancer }: FargateServiceArgs,
    route: Route,
  ): aws.lb.ListenerRule {
    return new aws.lb.ListenerRule(
      // Named for its priority, the one thing that no two rules may share at any time.
      `${name}-route-${route.priority}`,
      {
        listenerArn: loadBalancer.listener.arn,
        priority: route.priority,
        conditions: [
          { pathPattern: { values: [route.path] } },
          ...(route.host === undefined ? [] : [{ hostHeader: { values: [route.host] } }]),
        ],
        actions: [{ type: "forward", targetGroupArn: this.targetGroup.arn }],
      },
      { parent: this },
    );
  }

  private makeService(
    name: string,
    { cluster, network, service, exec = false }: FargateServiceArgs,
    dependsOn: pulumi.Resource[],
  ): aws.ecs.Service {
    return new aws.ecs.Service(
      `${name}-service`,
      {
        cluster: cluster.arn,
        taskDefinition: this.taskDefinition.arn,
        desiredCount: service.scaling.min,
        capacityProviderStrategies: strategiesOf(service.capacity),
        // Without it another capacity would replace the service instead of moving its tasks.
        forceNewDeployment: true,
        platformVersion: "LATEST",
        networkConfiguration: {
          subnets: network.workloadSubnetIds,
          securityGroups: [this.securityGroup.id],
          assignPublicIp: network.assignPublicIp,
        },
        loadBalancers: [
          { targetGroupArn: this.targetGroup.arn, containerName: name, containerPort: service.port },
        ],
        // Time to start listening before failing checks count: three intervals, and not less than 30 s.
        healthCheckGracePeriodSeconds: Math.max(30, 3 * service.health.intervalSeconds),
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        availabilityZoneRebalancing: "ENABLED",
        enableExecuteCommand: exec,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        waitForSteadyState: true,
      },
      {
        parent: this,
        dependsOn,
        // The circuit breaker gives up after some ten minutes, and then the rollback takes its time.
        customTimeouts: { create: "20m", update: "20m", delete: "20m" },
        // Whoever scales has the say; Pulumi would take the count back to the minimum at each `up`.
        ignoreChanges: scales(service) ? ["desiredCount"] : [],
      },
    );
  }

  private scale(name: string, { cluster, loadBalancer, service }: FargateServiceArgs): void {
    new ServiceScaling(
      name,
      {
        clusterName: cluster.name,
        serviceName: this.service.name,
        scaling: service.scaling,
        loadBalancerArnSuffix: loadBalancer.arnSuffix,
        targetGroupArnSuffix: this.targetGroup.arnSuffix,
      },
      { parent: this },
    );
  }
}

function scales({ scaling }: ServiceDescription): boolean {
  return scaling.max > scaling.min;
}

/** A base with weight 0 is On-Demand for the base alone: weights count only once the base is there. */
function strategiesOf({
  base,
  fargate,
  spot,
}: Capacity): aws.types.input.ecs.ServiceCapacityProviderStrategy[] {
  const onDemand = { capacityProvider: "FARGATE", base, weight: fargate };
  const onSpot = { capacityProvider: "FARGATE_SPOT", weight: spot };
  return [...(base > 0 || fargate > 0 ? [onDemand] : []), ...(spot > 0 ? [onSpot] : [])];
}

function urlOf({ loadBalancer, service }: FargateServiceArgs): pulumi.Output<string> {
  const [first] = service.routes;
  const path = first?.path.replace(/[*?].*$/, "") ?? "/";
  return first?.host === undefined
    ? pulumi.interpolate`${loadBalancer.url}${path}`
    : pulumi.output(`http://${first.host}${path}`);
}
