import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { Container, pause } from "./container";
import { skipLoudly } from "./docker";
import { median, megabytes, note, slowdown, within } from "./figures";

/** Tests of what the image's container takes, from its start to its stop. */
export function fromStartToStop(image: () => string): void {
  describe("from start to stop, the median of five runs", () => {
    const startToHealthy: number[] = [];
    const cpu: number[] = [];
    const memory: number[] = [];
    const mapped: number[] = [];
    const stop: number[] = [];
    const answers: string[] = [];
    const exitCodes: number[] = [];
    const slowdowns: number[] = [];
    before(async () => {
      for (let run = 0; run < 5; run++) {
        slowdowns.push(slowdown());
        const container = await Container.create(image());
        startToHealthy.push(await container.start());
        cpu.push(await container.cpuMilliseconds());
        await pause(1_000);
        const { RssAnon, RssFile } = await container.processStatus();
        memory.push(megabytes(RssAnon));
        mapped.push(megabytes(RssFile));
        const { milliseconds, answer, exitCode } = await container.stopWithRequestInFlight();
        stop.push(milliseconds);
        answers.push(answer);
        exitCodes.push(exitCode);
      }
    });

    /** Durations say nothing of the image where it waits for other programs. */
    function withinOnIdleMachine(
      test: Mocha.Context,
      what: string,
      values: number[],
      most: number,
      unit: string,
    ): void {
      const times = median(slowdowns);
      if (times > 1.2) {
        note(`${what}, not judged`, values, unit);
        skipLoudly(test, `other programs slow this machine down ${times.toFixed(1)} times. Let them end`);
      }
      within(what, values, most, unit);
    }

    it("takes at most 250 ms of CPU time until it is healthy: a second of a quarter of a core", () => {
      within("CPU time until healthy", cpu, 250, "ms");
    });

    it("is healthy within a second", function () {
      withinOnIdleMachine(this, "start to healthy", startToHealthy, 1_000, "ms");
    });

    // Not the mapped pages of Node's binary (RssFile): how many are resident is up to the machine's page cache, 47 MB
    // or 75 MB for one and the same process, and the kernel drops them whenever memory is short.
    it("takes at most 20 MB of memory of its own at rest", () => {
      note("mapped files, not judged", mapped, "MB");
      within("memory of its own at rest", memory, 20, "MB");
    });

    it("answers the request in flight when it is stopped", () => {
      for (const answer of answers) {
        assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*\r\nConnection: close\r\n.*Hello from version /s);
      }
      assert.deepEqual(exitCodes, [0, 0, 0, 0, 0]);
    });

    it("stops within half a second", function () {
      withinOnIdleMachine(this, "docker stop", stop, 500, "ms");
    });
  });
}
