import { onClosedPipe } from "./closed-pipe";
import { runJob } from "./job/run-job";

// The first Ctrl-C ends following, the second one the command, as it does anywhere.
const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
onClosedPipe(() => interrupted.abort());

runJob(process.argv.slice(2), {
  logLine: (line) => process.stdout.write(`${line}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  interrupted: interrupted.signal,
  interval: 2_000,
}).then((status) => {
  process.exitCode = status;
  // Without the rest of the lines that it was reading.
  if (interrupted.signal.aborted) process.exit();
});
