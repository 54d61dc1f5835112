import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request to ECS. */
export interface EcsRequest {
  /** Such as RunTask. */
  action: string;
  input: Record<string, unknown>;
}

/** What ECS answers: an object, or an error by its code. */
export type EcsAnswer = Record<string, unknown> | { code: string; message: string };

/** ECS's API on this machine. */
export interface FakeEcs {
  url: string;
  requests: EcsRequest[];
  close(): void;
}

/** Starts a server that answers as ECS does, in AWS's JSON protocol 1.1. */
export async function startEcs(answer: (request: EcsRequest) => EcsAnswer): Promise<FakeEcs> {
  const requests: EcsRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const action = String(incoming.headers["x-amz-target"]).split(".")[1] ?? "";
    const request = { action, input: JSON.parse(Buffer.concat(chunks).toString()) };
    requests.push(request);
    const answered = answer(request);
    const isError = "code" in answered;
    outgoing.writeHead(isError ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    outgoing.end(JSON.stringify(isError ? { __type: answered.code, message: answered.message } : answered));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, close: () => server.close() };
}
