import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type PropertyMap, ResourceReference } from "../../src/engine/value";
import { TypedOutputs } from "../../src/mock-outputs/sdk/typed-outputs";

const files = {
  "index.d.ts": "",
  "server.d.ts": `
export declare class Server extends pulumi.CustomResource {
    readonly name: pulumi.Output<string>;
    readonly publicIp: pulumi.Output<string>;
    readonly endpointUrl: pulumi.Output<string>;
    readonly hostname: pulumi.Output<string>;
    readonly size: pulumi.Output<number>;
    readonly public: pulumi.Output<boolean>;
    readonly labels: pulumi.Output<{
        [key: string]: string;
    }>;
    readonly note: pulumi.Output<string | undefined>;
    readonly zones: pulumi.Output<string[]>;
    readonly ports: pulumi.Output<number[]>;
    readonly disks: pulumi.Output<outputs.net.Disk[]>;
    readonly status: pulumi.Output<outputs.Status>;
}
export interface ServerArgs {
    size: pulumi.Input<number>;
}
`,
  "net/getDisk.d.ts": `
export interface GetDiskResult {
    readonly id: string;
    readonly size: number;
    readonly encrypted: boolean;
    readonly tags: { [key: string]: string; };
    readonly comment?: string;
}
`,
  "net/getRange.d.ts": `
export interface GetRangeResult {
    readonly cidr: string;
    readonly cidrBlock: string;
    readonly cidrBlocks: string[];
    readonly ipv6CidrBlock: string;
}
`,
  "net/site.d.ts": `
import * as pulumiOther from "@pulumi/other";
export declare class Site extends pulumi.ComponentResource {
    readonly url: pulumi.Output<string>;
    readonly bucket: pulumi.Output<pulumiOther.store.Bucket>;
    readonly log: pulumi.Output<pulumiOther.store.Bucket | undefined>;
}
`,
  "types/output.d.ts": `
export interface Status {
    code: number;
    message: string;
    parent: outputs.Status;
}
export declare namespace net {
    interface Disk {
        id: string;
        size?: number;
        readOnly: boolean;
    }
}
`,
};

const other = {
  "index.d.ts": "",
  "store/bucket.d.ts": "export declare class Bucket extends pulumi.CustomResource {}",
  "store/bucket.js": "Bucket.__pulumiType = 'other:store/bucket:Bucket';",
};

describe("outputs by the types of an SDK", () => {
  const at = { project: "sample", stack: "dev" };
  let folder: string;
  let typed: TypedOutputs;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "preview-sdk-"));
    for (const [name, content] of Object.entries({ sample: files, other })) {
      for (const [file, text] of Object.entries(content)) {
        const path = join(folder, "node_modules", "@pulumi", name, file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    }
    mkdirSync(join(folder, "infra"));
    typed = new TypedOutputs(at, join(folder, "infra"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const ownerOf = (token: string) => ({ token, seed: "urn", name: "web", region: "eu-west-1" });
  const server = (inputs: PropertyMap) =>
    typed.ofResource(ownerOf("sample:index/server:Server"), "urn", inputs) ?? {};

  it("have the shape that their names and types suggest; numbers, switches, maps and what may be absent stay unknown", () => {
    const { status, ...outputs } = server({});
    assert.deepEqual(outputs, {
      id: "web-ec9b2be",
      name: "web-8d7f2a9",
      publicIp: "198.18.5.72",
      endpointUrl: "https://web-025cf17.example.com/",
      hostname: "web-0be6d47.example.com",
      zones: ["web-zones-2040a75"],
      disks: [{ id: "web-162ae63", readOnly: false }],
    });
    assert.deepEqual(Object.keys(status ?? {}), ["code", "message", "parent"]);
  });

  it("leave what the program gave, and fill up its parts", () => {
    const { disks, name, zones } = server({
      name: "mine",
      zones: ["a"],
      disks: [{ size: 3 }, { id: "own", readOnly: true }],
    });
    assert.deepEqual([name, zones], [undefined, ["a"]]);
    assert.deepEqual(disks, [
      { size: 3, id: "web-0aa25ca", readOnly: false },
      { id: "own", readOnly: true },
    ]);
  });

  it("are the same for the same resource, and other ones for another", () => {
    const again = typed.ofResource({ ...ownerOf("sample:index/server:Server"), seed: "other" }, "other", {});
    assert.deepEqual(server({}), server({}));
    assert.notEqual(again?.publicIp, server({}).publicIp);
  });

  it("are whole where a function returns them, with its arguments", () => {
    const result = typed.ofInvoke(ownerOf("sample:net/getDisk:getDisk"), { id: "disk-1", comment: "mine" });
    assert.deepEqual(result, { id: "disk-1", comment: "mine", size: 0, encrypted: false, tags: {} });
  });

  it("are IPv4 ranges where they are called so", () => {
    const { ipv6CidrBlock, ...ranges } = typed.ofInvoke(ownerOf("sample:net/getRange:getRange"), {}) ?? {};
    for (const range of Object.values(ranges).flat()) assert.match(String(range), /^198\.18\.\d+\.\d+\/32$/);
    assert.deepEqual(Object.keys(ranges), ["cidr", "cidrBlock", "cidrBlocks"]);
    assert.match(String(ipv6CidrBlock), /^web-ipv6CidrBlock-/);
  });

  it("of a remote component are values and resources of other packages", () => {
    const child = (urn: string) => ({ id: `id of ${urn}`, outputs: {} });
    const outputs = typed.ofResource(
      ownerOf("sample:net:Site"),
      "urn:pulumi:dev::sample::sample:net:Site::web",
      {},
      child,
    );
    const urn = "urn:pulumi:dev::sample::sample:net:Site$other:store/bucket:Bucket::web-bucket";
    assert.deepEqual(outputs?.bucket, new ResourceReference(urn, `id of ${urn}`));
    assert.deepEqual(Object.keys(outputs ?? {}), ["url", "bucket"]);
  });

  it("are missing where no SDK or no class is found", () => {
    assert.equal(typed.ofResource(ownerOf("nobody:a:B"), "urn", {}), undefined);
    assert.equal(typed.ofResource(ownerOf("sample:a:B"), "urn", {}), undefined);
    assert.equal(typed.ofInvoke(ownerOf("sample:net:getNothing"), {}), undefined);
  });
});
