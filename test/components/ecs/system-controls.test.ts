import assert from "node:assert/strict";
import { systemControls, validateSysctls } from "../../../components/ecs/system-controls";
import { json } from "../../support/plan";
import { planOfService } from "./a-service";

describe("kernel parameters of a service on ECS", () => {
  it("are its container's, sorted, besides the one for a port below 1024", async () => {
    const plan = await planOfService({
      service: { port: 80, sysctls: { "net.core.somaxconn": "4096", "kernel.shmmax": "1" } },
    });
    const [container] = json(plan.resource("TaskDefinition", "hello-task").inputs.containerDefinitions) as {
      systemControls: object[];
    }[];
    assert.deepEqual(container?.systemControls, [
      { namespace: "kernel.shmmax", value: "1" },
      { namespace: "net.core.somaxconn", value: "4096" },
      { namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" },
    ]);
  });

  it("may say the latter themselves, and are none for a higher port", () => {
    const own = { "net.ipv4.ip_unprivileged_port_start": "79" };
    assert.deepEqual(systemControls(own, [80]), [
      { namespace: "net.ipv4.ip_unprivileged_port_start", value: "79" },
    ]);
    assert.deepEqual(systemControls({}, [8080, 1024]), []);
  });

  it("are refused where they are the host's, or have no value", () => {
    assert.deepEqual(validateSysctls({ "vm.max_map_count": "1", "net.core.somaxconn": "" }), [
      "service.sysctls has vm.max_map_count: must be a namespaced kernel parameter of net., fs.mqueue. or kernel., such as net.core.somaxconn",
      "service.sysctls.net.core.somaxconn is empty: must have a value",
    ]);
    assert.deepEqual(validateSysctls(), []);
    assert.equal(validateSysctls({ [`net.${"a.".repeat(50_000)}!`]: "1" }).length, 1);
  });
});
