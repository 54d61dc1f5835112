import assert from "node:assert/strict";
import { hostDirectory } from "../../../facts/host-volumes";
import { shellImage } from "../../../facts/shell-image";
import { planOn } from "./on-instances";

describe("directories of an instance of ECS", () => {
  it("are volumes of the task, which the service's user may write to before it starts", async () => {
    const plan = await planOn(
      { compute: "ec2" },
      { web: { hostVolumes: { "/models": "/srv/models/v1", "/cache": "/mnt/cache" } } },
    );
    const { volumes, containerDefinitions } = plan.resource(
      "ecs/taskDefinition:TaskDefinition",
      "web-task",
    ).inputs;
    const [web, opener, ...others] = JSON.parse(String(containerDefinitions));
    assert.deepEqual(volumes, [
      { name: "tmp" },
      { name: "host-cache", hostPath: "/mnt/cache" },
      { name: "host-models", hostPath: "/srv/models/v1" },
    ]);
    const mountPoints = [
      { sourceVolume: "host-cache", containerPath: "/cache", readOnly: false },
      { sourceVolume: "host-models", containerPath: "/models", readOnly: false },
    ];
    assert.deepEqual(web.mountPoints.slice(1), mountPoints);
    assert.deepEqual(web.dependsOn, [{ containerName: "web-host-volumes", condition: "SUCCESS" }]);
    assert.deepEqual(others, []);
    const { logConfiguration, entryPoint, ...definition } = opener;
    assert.deepEqual(definition, {
      name: "web-host-volumes",
      image: shellImage,
      essential: false,
      user: "0:0",
      readonlyRootFilesystem: true,
      linuxParameters: { capabilities: { drop: ["ALL"] } },
      command: ["/cache", "/models"],
      mountPoints,
    });
    assert.equal(entryPoint[2], 'for directory; do chmod 1777 "$directory" 2>/dev/null || true; done');
    assert.equal(logConfiguration.options["awslogs-stream-prefix"], "web-host-volumes");
  });

  it("are refused where there is no instance, and outside of /mnt and /srv", async () => {
    const hostVolumes = { "/cache": "/mnt/cache" };
    for (const compute of ["fargate", "managed-instances"] as const) {
      await assert.rejects(planOn({ compute }, { web: { hostVolumes } }), {
        message: `Invalid arguments for FargateService "web":
  - service.hostVolumes need service.compute ec2: must be left out on ${compute}`,
      });
    }
    await assert.rejects(
      planOn(
        { compute: "ec2" },
        { web: { hostVolumes: { "/tmp/a": "/mnt/a", "/docker": "/var/run/docker.sock" } } },
      ),
      {
        message: `Invalid arguments for FargateService "web":
  - service.hostVolumes is "/tmp/a": must be outside of /tmp, which is writable already
  - service.hostVolumes["/docker"] is "/var/run/docker.sock": must be a directory below /mnt or /srv, such as /mnt/cache`,
      },
    );
  });

  it("have names without a way up, tested in no time", () => {
    for (const path of [
      "/mnt/../etc",
      "/mnt/.ssh",
      "/mnt/",
      "/srv",
      "/etc/ecs",
      `/mnt/${"a".repeat(64)}`,
      `/mnt${"/a".repeat(50_000)}!`,
    ]) {
      assert.ok(!hostDirectory.pattern.test(path), path.slice(0, 80));
    }
    assert.ok(hostDirectory.pattern.test("/srv/models/v1.2"));
  });
});
