import assert from "node:assert/strict";
import { nameWithin, shortened, targetGroupPrefix } from "../../components/shortened-name";

describe("shortened names", () => {
  it("leave a name that fits as it is, at the limit too", () => {
    assert.equal(shortened("seventeen-letters", 17), "seventeen-letters");
    assert.equal(targetGroupPrefix("seventeen-letters"), "seventeen-letters");
    assert.equal(nameWithin(32, "seventeen-letters", "target"), "seventeen-letters-target");
  });

  it("have the beginning and a hash of one that doesn't, of as many characters as there may be", () => {
    assert.equal(targetGroupPrefix("notification-dispatcher"), "notifica-489455dc");
    assert.equal(nameWithin(32, "notification-dispatcher", "target"), "notifica-489455dc-target");
    assert.equal(
      nameWithin(64, "notification-dispatcher-for-text-message-restart", "parameters").length + 8,
      64,
    );
  });

  it("tell names apart that begin alike, or of which one is the beginning of the other", () => {
    const names = ["notification-dispatcher", "notification-dispatcher-2", "notification-dispatches"];
    const prefixes = names.map(targetGroupPrefix);
    assert.equal(new Set(prefixes).size, names.length);
    for (const prefix of prefixes) assert.match(prefix, /^notifica-[0-9a-f]{8}$/);
  });

  it("end with the hash, with a hyphen at the cut too", () => {
    assert.match(targetGroupPrefix("an-order-of-the-customer"), /^an-order-[0-9a-f]{8}$/);
    assert.match(targetGroupPrefix("a-new-o-of-the-customer"), /^a-new-o--[0-9a-f]{8}$/);
  });
});
