import assert from "node:assert/strict";
import { createServer } from "node:net";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceRequest, type RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { Callbacks } from "../../src/engine/callbacks";
import { GrpcServer } from "../../src/engine/grpc-server";
import { Monitor } from "../../src/engine/monitor";
import { createServices } from "../../src/engine/services";
import { MockOutputs } from "../../src/mock-outputs";

const at = { project: "project", stack: "dev" };

describe("gRPC server", () => {
  const callbacks = new Callbacks(() => assert.fail("nothing is called back"));
  const monitor = new Monitor(at, new MockOutputs(at, "us-east-1"), callbacks);
  const server = new GrpcServer(
    createServices(monitor, { ...at, organization: "organization", config: {}, secretKeys: [] }),
  );
  const listener = createServer((socket) => server.serve(socket));
  let client: ResourceMonitorClient;

  before(async () => {
    await new Promise<void>((resolve) => void listener.listen(0, "127.0.0.1", resolve));
    const address = listener.address();
    assert(address !== null && typeof address === "object");
    client = new ResourceMonitorClient(`127.0.0.1:${address.port}`, credentials.createInsecure());
  });
  after(() => {
    client.close();
    server.close();
    listener.close();
  });

  function register(name: string): Promise<RegisterResourceResponse> {
    const request = new RegisterResourceRequest().setType("sample:index:Box").setName(name);
    return new Promise((resolve, reject) =>
      client.registerResource(request, (error: ServiceError | null, response) =>
        error === null ? resolve(response) : reject(error),
      ),
    );
  }

  it("registers what a client asks for", async () => {
    assert.equal((await register("box")).getUrn(), "urn:pulumi:dev::project::sample:index:Box::box");
    assert.deepEqual(
      monitor.plan().resources.map(({ name }) => name),
      ["box"],
    );
  });

  it("tells a client why it refuses", async () => {
    await register("twice");
    await assert.rejects(register("twice"), {
      code: 2,
      details:
        "Duplicate resource URN 'urn:pulumi:dev::project::sample:index:Box::twice'; try giving it a unique name",
    });
  });
});
