import { preview } from "pulumi-offline-preview";
import { onClosedPipe } from "./closed-pipe";
import { runDoctor } from "./doctor/run-doctor";

onClosedPipe(() => process.exit(1));

runDoctor(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
  plan: ({ stack, configFile }) => preview({ stack, configFile }),
  addressService: "https://checkip.amazonaws.com/",
}).then((status) => {
  process.exitCode = status;
});
