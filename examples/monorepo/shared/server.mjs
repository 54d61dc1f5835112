import { createServer } from "node:http";

/** Answers every request with `text`, and 200 on /healthz, until it is told to stop. */
export function serve(text) {
  const server = createServer((request, response) => {
    response.end(request.url === "/healthz" ? "ok\n" : `${text}\n`);
  });
  server.listen(Number(process.env.PORT ?? 8080));
  process.once("SIGTERM", () => server.close());
}
