import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { planOf } from "./plan-of-example";

describe("the example of what a container gets", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("containers");
  });

  const inputs = (type: string, name: string) =>
    plan.steps.find(({ urn }) => urn.endsWith(`${type}::${name}`))?.newState.inputs ?? {};

  interface Container {
    env: { name: string; value: string }[];
    volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
  }

  interface Pod {
    containers: Container[];
    volumes: { name: string; configMap?: { items: { key: string; path: string }[] } }[];
  }

  const onEcs = () => {
    const { containerDefinitions } = inputs("TaskDefinition", "web-task");
    const [service, writer] = JSON.parse(String(containerDefinitions)) as {
      environment: Container["env"];
      command: string[];
      mountPoints: { containerPath: string; readOnly: boolean }[];
    }[];
    const written = writer?.command ?? [];
    return {
      variables: service?.environment.filter(({ name }) => name !== "PLATFORM"),
      files: Object.fromEntries(
        written.flatMap((path, index) => (index % 2 === 0 ? [[path, written[index + 1]]] : [])),
      ),
      readOnly: service?.mountPoints.flatMap(({ containerPath, readOnly }) =>
        readOnly ? [containerPath] : [],
      ),
    };
  };

  const onEks = () => {
    const { spec } = inputs("Deployment", "web-deployment") as { spec: { template: { spec: Pod } } };
    const { data } = inputs("ConfigMap", "web-files") as { data: Record<string, string> };
    const { containers, volumes } = spec.template.spec;
    const mounts = containers[0]?.volumeMounts ?? [];
    return {
      variables: containers[0]?.env.filter(({ name }) => name !== "PLATFORM"),
      files: Object.fromEntries(
        mounts.flatMap(({ name, mountPath }) =>
          (volumes.find((volume) => volume.name === name)?.configMap?.items ?? []).map(({ key, path }) => [
            `${mountPath}/${path}`,
            data[key],
          ]),
        ),
      ),
      readOnly: mounts.flatMap(({ mountPath, readOnly }) => (readOnly ? [mountPath] : [])),
    };
  };

  interface Sidecar {
    name: string;
    image: string;
    essential: boolean;
    command?: string[];
    environment: Container["env"];
    cpu: number;
    memory: number;
    user: string;
    mountPoints: { sourceVolume: string; containerPath: string }[];
    healthCheck?: { command: string[]; interval: number; timeout: number; retries: number };
    dependsOn: { containerName: string; condition: string }[];
  }

  const ofEcs = () => {
    const [service, ...others] = JSON.parse(
      String(inputs("TaskDefinition", "web-task").containerDefinitions),
    ) as Sidecar[];
    const waitsFor = (name: string) =>
      service?.dependsOn.find(({ containerName }) => containerName === name)?.condition;
    return others
      .filter(({ name }) => name !== "web-files")
      .map((sidecar) => ({
        name: sidecar.name,
        image: sidecar.image,
        command: sidecar.command,
        variables: sidecar.environment.filter(({ name }) => name !== "PLATFORM"),
        milliCpus: Math.round((sidecar.cpu * 1000) / 1024),
        memory: sidecar.memory,
        user: sidecar.user,
        writable: sidecar.mountPoints.map(({ sourceVolume, containerPath }) => [sourceVolume, containerPath]),
        health: sidecar.healthCheck && {
          command: sidecar.healthCheck.command.slice(1),
          interval: sidecar.healthCheck.interval,
          timeout: sidecar.healthCheck.timeout,
          failures: sidecar.healthCheck.retries,
        },
        isAwaited: waitsFor(sidecar.name) === "HEALTHY",
      }));
  };

  interface InitContainer {
    name: string;
    image: string;
    args?: string[];
    env: Container["env"];
    resources: { requests: { cpu: string }; limits: { memory: string } };
    securityContext: { runAsUser: number; runAsGroup: number };
    volumeMounts: Container["volumeMounts"];
    readinessProbe?: {
      exec: { command: string[] };
      periodSeconds: number;
      timeoutSeconds: number;
      failureThreshold: number;
    };
    startupProbe?: object;
  }

  const ofEks = () => {
    const { spec } = inputs("Deployment", "web-deployment") as {
      spec: { template: { spec: { initContainers: InitContainer[] } } };
    };
    return spec.template.spec.initContainers.map(
      ({ name, image, args, env, readinessProbe, ...sidecar }) => ({
        name,
        image,
        command: args,
        variables: env.filter(({ name }) => name !== "PLATFORM"),
        milliCpus: Number.parseInt(sidecar.resources.requests.cpu, 10),
        memory: Number.parseInt(sidecar.resources.limits.memory, 10),
        user: `${sidecar.securityContext.runAsUser}:${sidecar.securityContext.runAsGroup}`,
        writable: sidecar.volumeMounts.map(({ name, mountPath }) => [name, mountPath]),
        health: readinessProbe && {
          command: readinessProbe.exec.command,
          interval: readinessProbe.periodSeconds,
          timeout: readinessProbe.timeoutSeconds,
          failures: readinessProbe.failureThreshold,
        },
        isAwaited: sidecar.startupProbe !== undefined,
      }),
    );
  };

  it("means the same on both platforms: sidecars, their size, health and order", () => {
    const sidecars = ofEcs();
    assert.deepEqual(
      sidecars.map(({ name, isAwaited, variables }) => ({ name, isAwaited, variables })),
      [
        { name: "cache", isAwaited: true, variables: [{ name: "PORT", value: "6379" }] },
        { name: "metrics", isAwaited: false, variables: [{ name: "OTEL_LOG_LEVEL", value: "warn" }] },
      ],
    );
    assert.deepEqual(ofEks(), sidecars);
  });

  it("means the same on both platforms: variables, and files that can only be read", () => {
    const expected = {
      variables: [
        { name: "GREETING", value: "Hello" },
        { name: "LOG_LEVEL", value: "info" },
        { name: "PORT", value: "8080" },
      ],
      files: {
        "/etc/web/config.yaml": "greeting: hello\n",
        "/etc/web/rules/items.json": '{ "maximumItems": 20 }\n',
      },
      readOnly: ["/etc/web"],
    };
    assert.deepEqual(onEcs(), expected);
    assert.deepEqual(onEks(), expected);
  });
});
