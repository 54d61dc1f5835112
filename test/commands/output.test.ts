import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { onClosedPipe } from "../../commands/closed-pipe";
import { usage as usageOfDoctor } from "../../commands/doctor/command-line";
import { messageWithAdvice } from "../../commands/errors";
import { usage as usageOfJob } from "../../commands/job/command-line";
import { usage as usageOfSmoke } from "../../commands/smoke/command-line";

describe("The output of a command", () => {
  it("ends the command where nobody reads it anymore, and with any other failure says which", () => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    let closed = 0;
    onClosedPipe(() => {
      closed += 1;
    }, [stdout, stderr]);
    const failure = (code: string) => Object.assign(new Error(`write ${code}`), { code });
    for (const stream of [stdout, stderr]) stream.emit("error", failure("EPIPE"));
    assert.equal(closed, 2);
    assert.throws(() => stdout.emit("error", failure("ENOSPC")), { message: "write ENOSPC" });
    assert.equal(closed, 2);
  });

  it("explains each command within 80 columns", () => {
    const lines = [usageOfDoctor, usageOfJob, usageOfSmoke].flatMap((usage) => usage.split("\n"));
    assert.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    );
  });

  it("says what gives it credentials, where it has none", () => {
    const missing = Object.assign(new Error("Could not load credentials from any providers"), {
      name: "CredentialsProviderError",
    });
    assert.equal(
      messageWithAdvice(missing),
      "CredentialsProviderError: Could not load credentials from any providers\n" +
        "It needs credentials: aws sso login, or AWS_PROFILE, or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    );
    assert.equal(messageWithAdvice(new Error("no")), "no");
  });
});
