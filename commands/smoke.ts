import { runSmoke } from "./smoke/run-smoke";

runSmoke(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  interval: 10_000,
}).then((status) => {
  process.exitCode = status;
});
