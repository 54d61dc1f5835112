/**
 * What tasks of a cluster run on: Fargate; Managed Instances, EC2 instances that ECS chooses, starts, patches and ends; or EC2 instances
 * of Auto Scaling groups.
 */
export const clusterComputes = ["fargate", "managed-instances", "ec2"] as const;

/** What tasks of a cluster run on. */
export type ClusterCompute = (typeof clusterComputes)[number];

/** What the tasks of a service run on: also external instances, machines of one's own that are registered with the cluster. */
export const ecsComputes = [...clusterComputes, "external"] as const;

/** What tasks of ECS run on. */
export type EcsCompute = (typeof ecsComputes)[number];

/**
 * What a task definition of each says that it is compatible with.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html (read 2026-11-21)
 */
export const compatibilities = {
  fargate: "FARGATE",
  "managed-instances": "MANAGED_INSTANCES",
  ec2: "EC2",
  external: "EXTERNAL",
} as const satisfies Readonly<Record<EcsCompute, string>>;

/**
 * Public parameters of Systems Manager with the id of the ECS-optimized Amazon Machine Image of Amazon Linux 2023. Those with
 * GPUs are x86_64.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html (read 2026-11-21)
 */
export const ecsImageParameters = {
  arm64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
  x86_64: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  gpu: "/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id",
} as const;

/** What an Auto Scaling group of container instances may have. */
export const instanceLimits = {
  /** Instances that run even without a task. */
  min: { min: 0, max: 1000 },
  /** Instances at most. */
  max: { min: 1, max: 1000 },
  /** GiB of the root volume: the Amazon Machine Image has 30, a volume of type gp3 at most 16384. */
  diskGib: { min: 30, max: 16_384 },
} as const;

/** Kinds of instances, each with Auto Scaling groups of its own: by architecture, and those with GPUs, which are x86_64. */
export const instanceKindNames = ["arm64", "x86_64", "gpu"] as const;

/** A kind of instances. */
export type InstanceKindName = (typeof instanceKindNames)[number];

/** GiB of an instance's volume, of the operating system and the images, that a stack gets which says nothing. */
export const defaultInstanceDisk = 30;

/** Instances of each group at most, where a stack says nothing. */
export const defaultMaxInstances = 4;

/** GPUs of a task: as many as the largest G instances have. */
export const gpuLimits = { min: 1, max: 8 } as const;

/**
 * AWS managed policy of the role of container instances, behind `arn:aws:iam::aws:policy/`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html (read 2026-11-21)
 */
export const containerInstancePolicy = "service-role/AmazonEC2ContainerServiceforEC2Role";

/**
 * AWS managed policies of Managed Instances, behind `arn:aws:iam::aws:policy/`: of the role that ECS manages them with, and of their
 * own.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html (read 2026-11-21)
 */
export const managedInstancesPolicies = {
  infrastructure: "AmazonECSInfrastructureRolePolicyForManagedInstances",
  instance: "AmazonECSInstanceRolePolicyForManagedInstances",
} as const;

/**
 * AWS managed policies of the role of external instances, behind `arn:aws:iam::aws:policy/`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html (read 2026-11-22)
 */
export const externalInstancePolicies = {
  "systems-manager": "AmazonSSMManagedInstanceCore",
  ecs: containerInstancePolicy,
} as const;

/**
 * The fewest CPU units of a task that doesn't run on Fargate; ECS refuses task definitions with fewer.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html (read 2026-11-22)
 */
export const leastTaskCpu = 128;
