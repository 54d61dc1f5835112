import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { backUp } from "./components/backups";
import { runOnBatch } from "./components/batch";
import { createData } from "./components/data";
import { byName, deploy, outputsOf, urlsOf, withJobs } from "./components/deployment";
import { Domain } from "./components/domain";
import { createEcsJobs, createLoadBalancers, EcsCluster, FargateService } from "./components/ecs";
import { createCluster, createEksJobs, EksLoadBalancer, nodesForJob, Workload } from "./components/eks";
import { sharedAttributes } from "./components/load-balancer";
import { LogKey } from "./components/logs";
import { AlarmTopic, monitor } from "./components/monitoring";
import { Network } from "./components/network";
import { Registry } from "./components/registry";
import { registerRolePath } from "./components/role-path";
import { stackJobs } from "./components/stack-jobs";
import { builtServices, imageUrisOf, retainImages, stackServices } from "./components/stack-services";
import { whenNeeded } from "./components/when-needed";
import { readSettings } from "./settings";

// The stack file, completed by the defaults of its tier. Invalid settings end the program here, before any resource.
const settings = readSettings();
for (const warning of settings.warnings) pulumi.log.warn(warning);

// Every IAM role has a path of the stack's own, which the stack's deploy role is limited to.
registerRolePath();

const options = { providers: [new aws.Provider("aws", settings.provider)] };

// A key of all log groups; and what a stack may have: a topic for alarms, and a network, where anything of its own is in it.
const logKeyArn = new LogKey("logs", settings.logKey, options).arn;
const topic = settings.alarms && new AlarmTopic("alarms", settings.alarms, options);
const stackNetwork = whenNeeded(() => new Network("network", { ...settings.network, logKeyArn }, options));

const repositories = builtServices({ ...settings.services, ...settings.workers, ...settings.jobs });
const registry = new Registry("registry", { ...settings.registry, repositories }, options);

// Databases, buckets, queues … by name: variables, permissions and network access for the services that use them.
const data = createData(settings.data, { network: stackNetwork, logKeyArn }, options);

// Each service and job with its image: built from source, or an existing one, by reference, from a cache or of another stack.
const services = stackServices({ ...settings.services, ...settings.workers }, { registry, data }, options);
const jobs = stackJobs(settings.jobs, { registry, data, services }, options);

// HTTPS: the certificate of the stack's domain, and the names that each platform answers under.
const domain = settings.domain && new Domain("domain", settings.domain, options);

// What the load balancers of all platforms have in common: a web ACL, and the bucket of their access logs.
const shared = { ...settings.loadBalancer, logKeyArn, services: byName(services) };
const loadBalancing = sharedAttributes("load-balancer", shared, options);

// ECS
const ecs = deploy("ecs", settings.ecs, { services, jobs, domain }, (onEcs, { exec, ...args }, jobsOnEcs) => {
  const network = stackNetwork();
  const needs = { ...settings.provider.defaultTags, exec, network, logKeyArn, services: byName(onEcs) };
  const cluster = new EcsCluster("ecs", { ...args, ...needs, jobs: jobsOnEcs }, options);
  const published = { ...loadBalancing, network, https: domain?.https("ecs"), services: byName(onEcs) };
  const loadBalancers = createLoadBalancers("ecs", published, options);
  domain?.createRecords("ecs", loadBalancers);
  const on = { cluster, ...loadBalancers, network, exec, logKeyArn, topic };
  const deployed = onEcs.map(({ name, service }) => new FargateService(name, { ...on, service }, options));
  const { hostName: ecsLoadBalancer, endpoints: ecsNetworkLoadBalancers } = loadBalancers;
  const outputs = { ecsUrls: urlsOf(deployed), ecsLoadBalancer, ecsNetworkLoadBalancers, ...cluster.outputs };
  return withJobs({ deployed, outputs }, createEcsJobs("ecs", { ...on, jobs: jobsOnEcs }, options));
});

// EKS
const eks = deploy("eks", settings.eks, { services, jobs, domain }, (onEks, args, jobsOnEks) => {
  const described = [...onEks.map(({ service }) => service), ...Object.values(jobsOnEks).map(nodesForJob)];
  const https = domain?.https("eks");
  const shared = { loadBalancer: loadBalancing, https, logKeyArn, ...settings.provider.defaultTags };
  const needs = { ...shared, network: stackNetwork, services: described };
  const cluster = createCluster("eks", { ...args, ...needs }, options);
  const loadBalancer = new EksLoadBalancer("eks", { cluster, https, services: byName(onEks) }, options);
  domain?.createRecords("eks", loadBalancer);
  const on = { cluster, loadBalancer, topic, services: onEks };
  const deployed = onEks.map(({ name, service }) => new Workload(name, { ...on, service }, options));
  const { hostName: eksLoadBalancer, endpoints: eksNetworkLoadBalancers } = loadBalancer;
  const { kubeconfig, backedUp } = cluster;
  const outputs = { eksUrls: urlsOf(deployed), eksLoadBalancer, eksNetworkLoadBalancers, kubeconfig };
  return withJobs({ deployed, backedUp, outputs }, createEksJobs("eks", { ...on, jobs: jobsOnEks }, options));
});

// AWS Batch, for jobs alone
const batch = runOnBatch("batch", settings.batch, { network: stackNetwork, jobs, logKeyArn, topic }, options);

// Images expire only after the rollout: until every platform runs the new image, the previous one is protected.
const deployments = [ecs, eks, batch];
retainImages([...services, ...jobs], settings.registry, deployments, options);

// Alarms and a dashboard of all that runs, and backups of what it keeps, if the stack has them
const monitoring = monitor("alarms", settings, { topic, deployments, data }, options);
const backups = backUp("backups", settings.backups, { data, deployments }, options);

export = {
  repositoryUrls: registry.repositoryUrls,
  imageUris: imageUrisOf([...services, ...jobs]),
  ...outputsOf([...deployments, monitoring, backups]),
};
