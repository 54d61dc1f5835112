import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";

/** What a service got on a platform, in the words of both. */
export interface Deployed {
  /** Plain variables, besides PLATFORM and AWS_REGION. */
  variables: Record<string, string>;
  /** Variables from Secrets Manager: ARN of the secret and JSON key. */
  secrets: Record<string, string>;
  /** Ports that it listens on. */
  ports: number[];
  /** Whether the load balancer reaches it. */
  isPublic: boolean;
  /** Services that reach it. */
  callers: string[];
  /** Ports of databases that it reaches. */
  databasePorts: number[];
  /** What its role may do, by resource. */
  permissions: Record<string, string[]>;
  /** The command before its deployment. */
  before: string[];
  /** User, and whether the root filesystem is read-only. */
  container: { user: string; readOnly: boolean };
}

interface Statement {
  Action: string | string[];
  Resource: string | string[];
}

interface SecurityGroupRule {
  securityGroupId: string;
  referencedSecurityGroupId?: string;
  description: string;
  toPort: number;
}

interface Container {
  name: string;
  user: string;
  readonlyRootFilesystem: boolean;
  environment: { name: string; value: string }[];
  secrets?: { name: string; valueFrom: string }[];
  portMappings?: { containerPort: number }[];
}

interface Pod {
  securityContext: { runAsUser: number; runAsGroup: number };
  containers: {
    args?: string[];
    env: { name: string; value?: string; valueFrom?: { secretKeyRef: { key: string } } }[];
    ports?: { containerPort: number }[];
    securityContext: { readOnlyRootFilesystem: boolean };
  }[];
}

interface Peer {
  podSelector?: { matchLabels: Record<string, string> };
  ipBlock?: { cidr: string };
}

interface NetworkPolicy {
  spec: {
    ingress: { from?: Peer[] }[];
    egress: { ports: { port: number }[]; to?: Peer[] }[];
  };
}

/** The services of a plan as ECS and EKS have them. */
export class DeployedServices {
  readonly #plan: PreviewOfStack;
  readonly #names: readonly string[];

  constructor(plan: PreviewOfStack, names: readonly string[]) {
    this.#plan = plan;
    this.#names = names;
  }

  /** What a service got on ECS. */
  onEcs(name: string): Deployed {
    const { containerDefinitions } = this.#one<{ containerDefinitions: string }>(
      "TaskDefinition",
      `${name}-task`,
    );
    const [container] = JSON.parse(containerDefinitions) as Container[];
    assert.ok(container);
    const groups = new Map(this.#names.map((each) => [each, this.#securityGroup(each)]));
    const own = groups.get(name);
    const into = this.#all<SecurityGroupRule>("SecurityGroupIngressRule").filter(
      ({ securityGroupId }) => securityGroupId === own,
    );
    const outOf = this.#all<SecurityGroupRule>("SecurityGroupEgressRule").filter(
      ({ securityGroupId }) => securityGroupId === own,
    );
    const runs = this.#all<{ input: string }>("lambda/invocation:Invocation", `${name}-before`);
    return {
      variables: plainVariables(container.environment),
      secrets: Object.fromEntries(
        (container.secrets ?? []).map(({ name, valueFrom }) => [name, valueFrom.replace(/::$/, "")]),
      ),
      ports: (container.portMappings ?? []).map(({ containerPort }) => containerPort),
      isPublic: into.some(({ description }) => description === "Requests from the load balancer"),
      callers: this.#names.filter((caller) =>
        into.some(({ referencedSecurityGroupId }) => referencedSecurityGroupId === groups.get(caller)),
      ),
      databasePorts: outOf
        .filter(({ description }) => description.startsWith("Connections to "))
        .map(({ toPort }) => toPort),
      permissions: this.#permissions("FargateService", name),
      before: runs.flatMap(({ input }): string[] => JSON.parse(input).command),
      container: { user: container.user, readOnly: container.readonlyRootFilesystem },
    };
  }

  /** What a service got on EKS. */
  onEks(name: string): Deployed {
    const { spec } = this.#one<{ spec: { template: { spec: Pod } } }>("Deployment", `${name}-deployment`);
    const { securityContext, containers } = spec.template.spec;
    const [container] = containers;
    assert.ok(container);
    const { egress } = this.#networkPolicy(name);
    const ingress = JSON.stringify(this.#one("Ingress", "eks-ingress"));
    const jobs = this.#all<{ spec: { template: { spec: Pod } } }>("batch/v1:Job", `${name}-before`);
    return {
      variables: plainVariables(container.env),
      secrets: this.#secretsOnEks(name, container),
      ports: (container.ports ?? []).map(({ containerPort }) => containerPort),
      isPublic: ingress.includes(`"name":"${name}"`),
      callers: this.#names.filter((caller) => this.#mayCall(caller, name)),
      databasePorts: egress
        .filter(({ to = [] }) => to.every(({ ipBlock }) => ipBlock?.cidr.startsWith("10.0.") ?? false))
        .flatMap(({ ports, to }) => (to === undefined ? [] : ports.map(({ port }) => port))),
      permissions: this.#permissions("Workload", name),
      before: jobs.flatMap((job) => job.spec.template.spec.containers[0]?.args ?? []),
      container: {
        user: `${securityContext.runAsUser}:${securityContext.runAsGroup}`,
        readOnly: container.securityContext.readOnlyRootFilesystem,
      },
    };
  }

  #networkPolicy(name: string): NetworkPolicy["spec"] {
    return this.#one<NetworkPolicy>("NetworkPolicy", `${name}-network-policy`).spec;
  }

  /** Whether the caller's pods may connect to those of the service, whose ingress is open where the load balancer reaches it. */
  #mayCall(caller: string, service: string): boolean {
    const names = (name: string) => (peer: Peer) =>
      peer.podSelector?.matchLabels["app.kubernetes.io/name"] === name;
    const admits = this.#networkPolicy(service).ingress.some(
      ({ from }) => from === undefined || from.some(names(caller)),
    );
    return admits && this.#networkPolicy(caller).egress.some(({ to = [] }) => to.some(names(service)));
  }

  /** Where each secret variable of a container is from, by the SecretProviderClass. */
  #secretsOnEks(name: string, { env }: Pod["containers"][number]): Record<string, string> {
    const classes = this.#all<{ spec: { parameters: { objects: string } } }>(
      "SecretProviderClass",
      `${name}-secrets`,
    );
    const objects = classes.flatMap(
      ({ spec }) =>
        JSON.parse(spec.parameters.objects) as {
          objectName: string;
          jmesPath: { path: string; objectAlias: string }[];
        }[],
    );
    const sources = new Map(
      objects.flatMap(({ objectName, jmesPath }) =>
        jmesPath.map(({ path, objectAlias }): [string, string] => [
          objectAlias,
          `${objectName}:${/^"([^"]+)"/.exec(path)?.[1]}`,
        ]),
      ),
    );
    return Object.fromEntries(
      env.flatMap(({ name, valueFrom }) =>
        valueFrom ? [[name, sources.get(valueFrom.secretKeyRef.key) ?? "nowhere"]] : [],
      ),
    );
  }

  #permissions(component: string, name: string): Record<string, string[]> {
    const statements = this.#plan.steps
      .filter(({ urn }) => urn.endsWith(`${component}$aws:iam/rolePolicy:RolePolicy::${name}-permissions`))
      .flatMap(({ newState }): Statement[] => JSON.parse(String(newState.inputs.policy)).Statement);
    return Object.fromEntries(
      statements.map(({ Action, Resource }) => [[Resource].flat().join(" "), [Action].flat()]),
    );
  }

  #securityGroup(name: string): string | undefined {
    const { networkConfiguration } = this.#one<{ networkConfiguration: { securityGroups: string[] } }>(
      "ecs/service:Service",
      `${name}-service`,
    );
    return networkConfiguration.securityGroups[0];
  }

  #all<Inputs>(type: string, name?: string): Inputs[] {
    return this.#plan.steps
      .filter(
        ({ urn, newState }) =>
          newState.type.endsWith(type) && (name === undefined || urn.endsWith(`::${name}`)),
      )
      .map(({ newState }) => newState.inputs as Inputs);
  }

  #one<Inputs>(type: string, name: string): Inputs {
    const [found, ...others] = this.#all<Inputs>(type, name);
    assert.ok(found !== undefined && others.length === 0, `one ${type} ${name}`);
    return found;
  }
}

function plainVariables(environment: readonly { name: string; value?: string }[]): Record<string, string> {
  const plain = environment.filter(({ name }) => !["AWS_REGION", "PLATFORM"].includes(name));
  return Object.fromEntries(plain.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}
