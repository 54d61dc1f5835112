import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, FargateService, LoadBalancer } from "./components/ecs";
import { EksCluster, Workload } from "./components/eks";
import { Image } from "./components/image";
import { Network } from "./components/network";
import { ImageRetention, Registry } from "./components/registry";
import { readSettings, type ServiceSettings } from "./settings";

// What the stack file says, completed by its tier's defaults. Mistakes end the program here, before any resource.
const settings = readSettings();
for (const warning of settings.warnings) {
  pulumi.log.warn(warning);
}

const provider = new aws.Provider("aws", settings.provider);
const options = { providers: [provider] };

const network = new Network("network", settings.network, options);

const built = Object.entries(settings.services).flatMap(([name, { source }]) => (source ? [name] : []));
const { manageRegistrySettings: ownsAccountSettings, allowReplicationFrom: receive } = settings.registry;
const registryArgs = { ...settings.registry, ownsAccountSettings, receive, repositories: built };
const registry = new Registry("registry", registryArgs, options);

// An image is built from the service's source, or exists: named, cached, or promoted from another stack.
const services = Object.entries(settings.services).map(([name, { platforms, ...given }]) => {
  const service = { ...given, ...asDescribed(given) };
  const from = given.source === undefined ? registry.existing(given) : builtImage(name, given);
  const running: pulumi.Resource[] = [];
  return { name, platforms, from, service: { ...service, image: from.image }, running };
});
const outputs: Record<string, unknown> = {
  repositoryUrls: registry.repositoryUrls,
  imageUris: Object.fromEntries(services.map(({ name, from }) => [name, from.uris])),
};

// ECS on Fargate
if (settings.ecs) {
  const { exec } = settings.ecs;
  const cluster = new EcsCluster("ecs", settings.ecs, options);
  const loadBalancer = new LoadBalancer("ecs", { ...settings.ecs.loadBalancer, network }, options);
  const urls = services
    .filter(({ platforms }) => platforms.includes("ecs"))
    .map(({ name, service, from, running }) => {
      const args = { cluster, loadBalancer, network, service, exec, ...from.pulledFrom };
      const onEcs = new FargateService(name, args, options);
      running.push(onEcs);
      return [name, onEcs.url];
    });
  outputs.ecsUrls = Object.fromEntries(urls);
}

// EKS
if (settings.eks) {
  const onEks = services.filter(({ platforms }) => platforms.includes("eks"));
  const described = onEks.map(({ service }) => service);
  const cachedRepositoryArns = onEks.flatMap(({ from }) => registry.cachedIn(from.pulledFrom));
  const args = { ...settings.eks, network, services: described, cachedRepositoryArns };
  const cluster = new EksCluster("eks", args, options);
  const urls = onEks.map(({ name, service, running }) => {
    const workload = new Workload(name, { cluster, service }, options);
    running.push(workload);
    return [name, workload.url];
  });
  outputs.eksUrls = Object.fromEntries(urls);
  outputs.kubeconfig = cluster.kubeconfig;
}

// Images expire behind the roll-out: what runs is kept, and so is what ran until every platform runs the new image.
for (const { name, from, running } of services) {
  if ("repository" in from) {
    const { repository, tag: runningTag } = from;
    const promotedTags = registry.promotedTags(repository);
    const args = { ...settings.registry, repository, runningTag, promotedTags };
    new ImageRetention(name, args, { ...options, dependsOn: running });
  }
}

/** The names that components have for some settings. */
function asDescribed({ scaling, capacity }: Pick<ServiceSettings, "scaling" | "capacity">) {
  const { requestsPerTask: requestsPerTarget, ...others } = scaling;
  const mix = capacity === "on-demand" ? { onDemand: 1 } : capacity === "spot" ? { spot: 1 } : capacity;
  const { base = 0, onDemand: fargate = 0, spot = 0 } = mix;
  return { scaling: { ...others, requestsPerTarget }, capacity: { base, fargate, spot } };
}

function builtImage(name: string, service: Omit<ServiceSettings, "platforms"> & { source: string }) {
  const repository = registry.repository(name);
  const { arn: repositoryArn, repositoryUrl } = repository;
  const image = new Image(name, { ...service, repositoryUrl, credentials: registry.credentials }, options);
  const { reference, digest, tag } = image;
  return {
    image: reference,
    uris: { tag: reference, digest },
    pulledFrom: { repositoryArn },
    repository,
    tag,
  };
}

export = outputs;
