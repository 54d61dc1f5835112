import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request to an API. */
export interface ApiRequest {
  /** Of AWS the action where its protocol names it, such as StartExecution; otherwise the method and path. */
  action: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  input: Record<string, unknown>;
}

/** A status with its body and headers of its own; or a body: a text as it is, everything else as JSON. */
export type Answer = FullAnswer | string | object;

interface FullAnswer {
  status: number;
  body: object | string;
  headers?: Record<string, string>;
}

/** An API on this machine. */
export interface FakeServer {
  url: string;
  requests: ApiRequest[];
  close(): void;
}

/** Starts a server that answers as AWS does in its JSON protocols, or in those of queries where the answer is XML, or as Kubernetes does. */
export async function startServer(answer: (request: ApiRequest) => Answer): Promise<FakeServer> {
  const requests: ApiRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { pathname, searchParams } = new URL(incoming.url ?? "", "http://localhost");
    const target = incoming.headers["x-amz-target"];
    const action = target ? String(target).split(".")[1] : `${incoming.method} ${pathname}`;
    const text = Buffer.concat(chunks).toString();
    const isForm = incoming.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
    const input = isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text || "{}");
    const request = {
      action: isForm ? input.Action : (action ?? ""),
      query: searchParams,
      headers: incoming.headers,
      input,
    };
    requests.push(request);
    const answered = answer(request);
    const {
      status,
      body,
      headers = {},
    }: FullAnswer = typeof answered === "object" && "body" in answered
      ? (answered as FullAnswer)
      : { status: 200, body: answered };
    const isText = typeof body === "string";
    outgoing.writeHead(status, {
      ...headers,
      "content-type": isText ? "text/plain" : target ? "application/x-amz-json-1.1" : "application/json",
    });
    outgoing.end(isText ? body : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Answers by action; a list has the answers to the first request, the second and so on, the last to all further ones. */
export type Answers = Record<string, Answer | Answer[]>;

/** Answers requests from a table. */
export function answering(answers: Answers): (request: ApiRequest) => Answer {
  const counts = new Map<string, number>();
  return ({ action }) => {
    const count = counts.get(action) ?? 0;
    counts.set(action, count + 1);
    const answer = answers[action];
    if (answer === undefined) return { status: 404, body: { message: `no ${action}` } };
    return Array.isArray(answer) ? (answer[count] ?? answer.at(-1) ?? {}) : answer;
  };
}
