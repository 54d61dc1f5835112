import { z } from "zod";
import { stackOutputs, stackResources } from "../stack-outputs";

/** A service on ECS, as the stack has deployed it. */
export interface EcsService {
  name: string;
  region: string;
  cluster: string;
  arn: string;
  taskDefinition: string;
  targetGroups: string[];
}

/** A service on EKS, as the stack has deployed it. */
export interface EksService {
  name: string;
  namespace: string;
  deployment: string;
}

/** An address of a service. */
export interface Address {
  name: string;
  platform: "ECS" | "EKS";
  url: string;
  /** Where the load balancer asks; absent where it has no path. */
  healthPath?: string;
}

/** What a deployed stack has to run. */
export interface DeployedStack {
  ecs: EcsService[];
  eks: EksService[];
  addresses: Address[];
  /** References of the images of the stack's services, by name: by tag and by digest. */
  images: ReadonlyMap<string, { tag: string; digest: string }>;
}

/** Reads what a stack has to run, from its outputs and its state, where secrets stay encrypted. */
export async function readDeployedStack(stack: string | undefined): Promise<DeployedStack> {
  const [outputs, resources] = await Promise.all([stackOutputs(stack), stackResources(stack)]);
  const { ecsUrls, eksUrls, imageUris } = outputsSchema.parse(outputs);
  const ecs = resources.flatMap((resource) => {
    const read = ecsServiceSchema.safeParse(resource);
    if (resource.type !== "aws:ecs/service:Service" || !read.success) return [];
    const { cluster, loadBalancers = [], taskDefinition } = read.data.outputs;
    return [
      {
        name: ownerOf(resource),
        region: read.data.id.split(":")[3] ?? "",
        cluster,
        arn: read.data.id,
        taskDefinition,
        targetGroups: loadBalancers.map(({ targetGroupArn }) => targetGroupArn),
      },
    ];
  });
  const eks = resources.flatMap((resource) => {
    const read = deploymentSchema.safeParse(resource);
    if (resource.type !== "kubernetes:apps/v1:Deployment" || !read.success) return [];
    const { name, namespace } = read.data.outputs.metadata;
    return [{ name: ownerOf(resource), namespace, deployment: name }];
  });
  const healthPaths = new Map(
    resources.flatMap((resource) => {
      const path = healthPathOf(resource);
      return path === undefined ? [] : [[`${platformOf(resource.type)} ${ownerOf(resource)}`, path] as const];
    }),
  );
  const addresses = (platform: Address["platform"], urls: Record<string, string>) =>
    Object.entries(urls).map(([name, url]) => ({
      name,
      platform,
      url,
      healthPath: healthPaths.get(`${platform} ${name}`),
    }));
  return {
    ecs,
    eks,
    addresses: [...addresses("ECS", ecsUrls), ...addresses("EKS", eksUrls)],
    images: new Map(Object.entries(imageUris)),
  };
}

type StateResource = Awaited<ReturnType<typeof stackResources>>[number];

/** The name of the component that a resource is in. */
function ownerOf({ parent = "" }: StateResource): string {
  return parent.slice(parent.lastIndexOf("::") + 2);
}

function platformOf(type: string): Address["platform"] {
  return type.startsWith("kubernetes:") ? "EKS" : "ECS";
}

function healthPathOf({ type, outputs }: StateResource): string | undefined {
  if (type === "aws:lb/targetGroup:TargetGroup") {
    return targetGroupSchema.safeParse(outputs).data?.healthCheck.path;
  }
  if (type !== "kubernetes:apps/v1:Deployment") return undefined;
  const [container] = podSchema.safeParse(outputs).data?.spec.template.spec.containers ?? [];
  return container?.readinessProbe?.httpGet?.path;
}

const urls = z.record(z.string(), z.string()).default({});
const outputsSchema = z.object({
  ecsUrls: urls,
  eksUrls: urls,
  imageUris: z.record(z.string(), z.object({ tag: z.string(), digest: z.string() })).default({}),
});
const ecsServiceSchema = z.object({
  id: z.string(),
  outputs: z.object({
    cluster: z.string(),
    taskDefinition: z.string(),
    loadBalancers: z.array(z.object({ targetGroupArn: z.string() })).optional(),
  }),
});
const deploymentSchema = z.object({
  outputs: z.object({ metadata: z.object({ name: z.string(), namespace: z.string() }) }),
});
const targetGroupSchema = z.object({ healthCheck: z.object({ path: z.string() }) });
const podSchema = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.array(
          z.object({
            readinessProbe: z.object({ httpGet: z.object({ path: z.string() }).optional() }).optional(),
          }),
        ),
      }),
    }),
  }),
});
