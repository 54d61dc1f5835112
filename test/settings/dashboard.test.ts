import assert from "node:assert/strict";
import { read } from "./reading";

const alarms = { email: "on-call@example.com" };

describe("A dashboard", () => {
  it("is there where the stack has alarms, unless it says otherwise", async () => {
    const has = async (config: object) => (await read(config as Parameters<typeof read>[0])).dashboard;
    assert.deepEqual(
      [
        await has({}),
        await has({ alarms }),
        await has({ alarms, dashboard: false }),
        await has({ dashboard: true }),
      ],
      [false, true, false, true],
    );
  });
});
