import { onClosedPipe } from "./closed-pipe";
import { runSmoke } from "./smoke/run-smoke";

onClosedPipe(() => process.exit(1));

runSmoke(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  interval: 10_000,
}).then((status) => {
  process.exitCode = status;
});
