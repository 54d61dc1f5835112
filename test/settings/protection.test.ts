import assert from "node:assert/strict";
import { prod, read } from "./reading";

/** What protection decides in a stack that has every platform of the template. */
function protectedParts({ registry, ...settings }: ReturnType<typeof read>) {
  const { eks } = settings as { eks?: object };
  const parts: Record<string, unknown> = {
    loadBalancer: settings.loadBalancer,
    ...(eks &&
      "protect" in eks &&
      "deletionProtection" in eks && {
        cluster: { protect: eks.protect, deletionProtection: eks.deletionProtection },
      }),
  };
  return {
    protection: settings.protection,
    registry: { protect: registry.protect, forceDelete: registry.forceDelete },
    network: settings.network.protect,
    deletionProtection: Object.values(parts).map((part) => JSON.stringify(part).includes('rotection":true')),
  };
}

function expected(on: boolean, settings: ReturnType<typeof read>) {
  const parts = ["loadBalancer", ...("eks" in settings ? ["cluster"] : [])].map(() => on);
  return {
    protection: on,
    registry: { protect: on, forceDelete: !on },
    network: on,
    deletionProtection: parts,
  };
}

describe("protection", () => {
  it("is on in prod and off in dev", () => {
    for (const [settings, on] of [
      [read(), false],
      [read(prod), true],
    ] as const) {
      assert.deepEqual(protectedParts(settings), expected(on, settings));
    }
  });

  it("alone decides, so that a prod stack can be taken down and a dev stack kept", () => {
    for (const [settings, on] of [
      [read({ protection: "true" }), true],
      [read({ ...prod, protection: false }), false],
    ] as const) {
      assert.deepEqual(protectedParts(settings), expected(on, settings));
    }
  });

  it("changes nothing else of a tier", () => {
    const { network, services } = read(prod);
    const unprotected = read({ ...prod, protection: false });
    assert.deepEqual([unprotected.network, unprotected.services], [{ ...network, protect: false }, services]);
    assert.equal(unprotected.registry.encryption, "kms");
  });
});
