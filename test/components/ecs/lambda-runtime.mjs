// What Lambda's Node.js runtime does with a function: node lambda-runtime.mjs FILE EVENT TIMEOUT_SECONDS. Pauses of the
// function take no time, but pass on its clock.
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";
import { pathToFileURL } from "node:url";

const [, , file, event, timeoutSeconds] = process.argv;
let remaining = Number(timeoutSeconds) * 1000;
timers.setTimeout = async (milliseconds) => {
  remaining -= milliseconds;
};
syncBuiltinESMExports();

const { handler } = await import(pathToFileURL(file).href);
const log = [];
console.log = (line) => log.push(line);
const context = { getRemainingTimeInMillis: () => remaining };
const passed = () => Number(timeoutSeconds) - remaining / 1000;
try {
  const result = await handler(JSON.parse(event), context);
  process.stdout.write(JSON.stringify({ result, seconds: passed(), log }));
} catch (error) {
  const { name: errorType, message: errorMessage, stack } = error;
  const failed = { errorType, errorMessage, trace: stack.split("\n") };
  process.stdout.write(JSON.stringify({ failed, seconds: passed(), log }));
}
