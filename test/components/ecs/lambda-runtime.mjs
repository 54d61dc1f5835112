// What Lambda's Node.js runtime does with a function: node lambda-runtime.mjs FILE. Each line of standard input is a call,
// { event, timeoutSeconds, variables }, answered by a line. Pauses of the function take no time, but pass on its clock.
import { syncBuiltinESMExports } from "node:module";
import { createInterface } from "node:readline";
import timers from "node:timers/promises";
import { pathToFileURL } from "node:url";

const code = pathToFileURL(process.argv[2]).href;
const environment = { ...process.env };
let remaining = 0;
let log = [];
let calls = 0;
timers.setTimeout = async (milliseconds) => {
  remaining -= milliseconds;
};
syncBuiltinESMExports();
console.log = (line) => log.push(line);

for await (const line of createInterface({ input: process.stdin })) {
  const { event, timeoutSeconds, variables } = JSON.parse(line);
  remaining = timeoutSeconds * 1000;
  log = [];
  process.env = { ...environment, ...variables };
  // A cold start of its own, which reads the variables of this call.
  const { handler } = await import(`${code}?call=${calls++}`);
  const outcome = await handler(event, { getRemainingTimeInMillis: () => remaining }).then(
    (result) => ({ result }),
    ({ name: errorType, message: errorMessage, stack }) => ({
      failed: { errorType, errorMessage, trace: stack.split("\n") },
    }),
  );
  const seconds = timeoutSeconds - remaining / 1000;
  process.stdout.write(`${JSON.stringify({ ...outcome, seconds, log })}\n`);
}
