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

  interface Writer {
    command: string[];
    mountPoints: { sourceVolume: string; containerPath: string }[];
  }

  /** The files that one container of the task writes for another, by their paths in the other. */
  const filesOf = (
    writer: Writer | undefined,
    mountPoints: { sourceVolume: string; containerPath: string }[],
  ) => {
    const { command = [], mountPoints: ofWriter = [] } = writer ?? {};
    const written = command.flatMap((path, index) =>
      index % 2 === 0 ? [{ path, text: command[index + 1] }] : [],
    );
    return Object.fromEntries(
      mountPoints.flatMap(({ sourceVolume, containerPath }) => {
        const at = ofWriter.find((mount) => mount.sourceVolume === sourceVolume)?.containerPath;
        return written.flatMap(({ path, text }) =>
          at !== undefined && path.startsWith(`${at}/`)
            ? [[`${containerPath}${path.slice(at.length)}`, text]]
            : [],
        );
      }),
    );
  };

  const onEcs = () => {
    const { containerDefinitions } = inputs("TaskDefinition", "web-task");
    const [service, writer] = JSON.parse(String(containerDefinitions)) as {
      environment: Container["env"];
      command: string[];
      mountPoints: { sourceVolume: string; containerPath: string; readOnly: boolean }[];
    }[];
    return {
      variables: service?.environment.filter(({ name }) => name !== "PLATFORM"),
      files: filesOf(writer, service?.mountPoints ?? []),
      readOnly: service?.mountPoints.flatMap(({ containerPath, readOnly }) =>
        readOnly ? [containerPath] : [],
      ),
    };
  };

  /** The files of the ConfigMap that a container of the pod mounts, by their paths in it. */
  const mountedFiles = (mounts: Container["volumeMounts"], volumes: Pod["volumes"]) => {
    const { data } = inputs("ConfigMap", "web-files") as { data: Record<string, string> };
    return Object.fromEntries(
      mounts.flatMap(({ name, mountPath }) =>
        (volumes.find((volume) => volume.name === name)?.configMap?.items ?? []).map(({ key, path }) => [
          `${mountPath}/${path}`,
          data[key],
        ]),
      ),
    );
  };

  const onEks = () => {
    const { spec } = inputs("Deployment", "web-deployment") as { spec: { template: { spec: Pod } } };
    const { containers, volumes } = spec.template.spec;
    const mounts = containers[0]?.volumeMounts ?? [];
    return {
      variables: containers[0]?.env.filter(({ name }) => name !== "PLATFORM"),
      files: mountedFiles(mounts, volumes),
      readOnly: mounts.flatMap(({ mountPath, readOnly }) => (readOnly ? [mountPath] : [])),
    };
  };

  interface Sidecar {
    name: string;
    image: string;
    essential: boolean;
    command?: string[];
    environment: Container["env"];
    secrets?: { name: string; valueFrom: string }[];
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
    const writer = others.find(({ name }) => name === "web-files") as Writer | undefined;
    const waitsFor = (name: string) =>
      service?.dependsOn.find(({ containerName }) => containerName === name)?.condition;
    return others
      .filter(({ name }) => name !== "web-files")
      .map((sidecar) => ({
        name: sidecar.name,
        image: sidecar.image,
        command: sidecar.command,
        variables: sidecar.environment.filter(({ name }) => name !== "PLATFORM"),
        secrets: Object.fromEntries((sidecar.secrets ?? []).map(({ name, valueFrom }) => [name, valueFrom])),
        files: filesOf(writer, sidecar.mountPoints),
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
    env: (Container["env"][number] & { valueFrom?: { secretKeyRef: { key: string } } })[];
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

  /** Where the driver reads the value of a key of the pod's Secret. */
  const referenceOf = (key: string) => {
    const { spec } = inputs("SecretProviderClass", "web-secrets") as {
      spec: { parameters: { objects: string } };
    };
    const objects = JSON.parse(spec.parameters.objects) as { objectName: string; objectAlias: string }[];
    return objects.find(({ objectAlias }) => objectAlias === key)?.objectName;
  };

  const ofEks = () => {
    const { spec } = inputs("Deployment", "web-deployment") as {
      spec: { template: { spec: { initContainers: InitContainer[] } & Pick<Pod, "volumes"> } };
    };
    const { volumes } = spec.template.spec;
    return spec.template.spec.initContainers.map(
      ({ name, image, args, env, readinessProbe, ...sidecar }) => ({
        name,
        image,
        command: args,
        variables: env.filter(({ name, valueFrom }) => name !== "PLATFORM" && !valueFrom),
        secrets: Object.fromEntries(
          env.flatMap(({ name, valueFrom }) =>
            valueFrom ? [[name, referenceOf(valueFrom.secretKeyRef.key)]] : [],
          ),
        ),
        files: mountedFiles(sidecar.volumeMounts, volumes),
        milliCpus: Number.parseInt(sidecar.resources.requests.cpu, 10),
        memory: Number.parseInt(sidecar.resources.limits.memory, 10),
        user: `${sidecar.securityContext.runAsUser}:${sidecar.securityContext.runAsGroup}`,
        writable: sidecar.volumeMounts
          .filter(({ name }) => name !== "mounted-secrets")
          .map(({ name, mountPath }) => [name, mountPath]),
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

  it("means the same on both platforms: sidecars, their size, secrets, files, health and order", () => {
    const sidecars = ofEcs();
    assert.deepEqual(
      sidecars.map(({ name, isAwaited, variables, secrets, files }) => ({
        ...{ name, isAwaited, variables, secrets },
        files: Object.keys(files),
      })),
      [
        {
          ...{ name: "cache", isAwaited: true, secrets: {}, files: [] },
          variables: [{ name: "PORT", value: "6379" }],
        },
        {
          ...{ name: "metrics", isAwaited: false, files: ["/etc/otel/config.yaml"] },
          variables: [{ name: "OTEL_LOG_LEVEL", value: "warn" }],
          secrets: { OTEL_EXPORTER_OTLP_HEADERS: "/shop/otel/headers" },
        },
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

  it("gives each task and each pod a volume of the same size, which is deleted with it", () => {
    const { volumeConfiguration } = inputs("ecs/service:Service", "web-service") as {
      volumeConfiguration: { managedEbsVolume: { sizeInGb: number; encrypted: boolean } };
    };
    const { sizeInGb, encrypted } = volumeConfiguration.managedEbsVolume;
    assert.deepEqual([sizeInGb, encrypted], [100, true]);
    const { spec } = inputs("Deployment", "web-deployment") as {
      spec: { template: { spec: { volumes: { ephemeral?: { volumeClaimTemplate: { spec: object } } }[] } } };
    };
    assert.deepEqual(
      spec.template.spec.volumes.flatMap(({ ephemeral }) => ephemeral?.volumeClaimTemplate.spec ?? []),
      [
        {
          accessModes: ["ReadWriteOnce"],
          storageClassName: "gp3-delete",
          resources: { requests: { storage: "100Gi" } },
        },
      ],
    );
  });
});
