import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, FargateService, LoadBalancer } from "./components/ecs";
import { EksCluster, Workload } from "./components/eks";
import { Image } from "./components/image";
import { Network } from "./components/network";
import { ImageRetention, Registry } from "./components/registry";
import { readSettings } from "./settings";

// What the stack file says, completed by its tier's defaults. Mistakes end the program here, before any resource.
const settings = readSettings();
for (const warning of settings.warnings) {
  pulumi.log.warn(warning);
}

const provider = new aws.Provider("aws", settings.provider);
const options = { providers: [provider] };

const network = new Network("network", settings.network, options);

// A service runs the image built from its source, or one that exists: named, cached, or promoted from another stack.
const sources = Object.keys(settings.services).filter(
  (name) => settings.services[name]?.source !== undefined,
);
const registry = new Registry("registry", { ...settings.registry, repositories: sources }, options);
const services = Object.entries(settings.services).map(([name, { platforms, ...service }]) => {
  const runners: pulumi.Resource[] = [];
  if (service.source === undefined) {
    const existing = registry.existing(service);
    return { name, platforms, runners, ...existing, service: { ...service, image: existing.image } };
  }
  const repository = registry.repository(name);
  const { repositoryUrl, arn: repositoryArn } = repository;
  const built = new Image(name, { ...service, repositoryUrl, credentials: registry.credentials }, options);
  const uris = { tag: built.reference, digest: built.digest };
  const pulledFrom = { repositoryArn };
  return {
    name,
    platforms,
    runners,
    pulledFrom,
    uris,
    built,
    repository,
    service: { ...service, image: built.reference },
  };
});

// ECS on Fargate
const onEcs = services.filter(({ platforms }) => platforms.includes("ecs"));
export const ecsUrls: Record<string, pulumi.Output<string>> = {};
if (settings.ecs) {
  const { exec, loadBalancer: loadBalancerSettings } = settings.ecs;
  const cluster = new EcsCluster("ecs", settings.ecs, options);
  const loadBalancer = new LoadBalancer("ecs", { ...loadBalancerSettings, network }, options);
  for (const { name, service, pulledFrom, runners } of onEcs) {
    const args = { cluster, loadBalancer, network, service, ...pulledFrom, exec };
    const running = new FargateService(name, args, options);
    ecsUrls[name] = running.url;
    runners.push(running);
  }
}

// EKS
const onEks = services.filter(({ platforms }) => platforms.includes("eks"));
export const eksUrls: Record<string, pulumi.Output<string>> = {};
export let kubeconfig: pulumi.Output<string> | undefined;
if (settings.eks) {
  const args = { ...settings.eks, network, services: onEks.map(({ service }) => service) };
  const cluster = new EksCluster("eks", args, options);
  kubeconfig = cluster.kubeconfig;
  for (const { name, service, runners } of onEks) {
    const running = new Workload(name, { cluster, service }, options);
    eksUrls[name] = running.url;
    runners.push(running);
  }
}

// Images expire behind the roll-out: what runs is kept, and so is what ran until every platform runs the new image.
for (const { name, repository, built, runners } of services) {
  if (built) {
    const promotedTags = registry.promotedTags(repository);
    const args = { ...settings.registry, repository, runningTag: built.tag, promotedTags };
    new ImageRetention(name, args, { ...options, dependsOn: runners });
  }
}

export const repositoryUrls = registry.repositoryUrls;
export const imageUris = Object.fromEntries(services.map(({ name, uris }) => [name, uris]));
