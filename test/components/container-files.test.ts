import assert from "node:assert/strict";
import { completeContainer } from "../../components/complete-container";
import { fileVolumes, validateFiles } from "../../components/container-files";

const image = "public.ecr.aws/nginx/nginx@sha256:00";

function errorsOf(files: Record<string, string>, writablePaths?: string[]): string[] {
  return validateFiles(
    "service",
    completeContainer({ image, files, ...(writablePaths && { writablePaths }) }),
  );
}

describe("the files of a container", () => {
  it("are in one volume for each of the outermost directories, in any order of the description", () => {
    const volumes = [
      {
        name: "etc-web-753a562b",
        path: "/etc/web",
        files: [
          { path: "/etc/web/a.yaml", text: "a" },
          { path: "/etc/web/sub/deep/c.yaml", text: "c" },
        ],
      },
      { name: "etc-web2-15f114ab", path: "/etc/web2", files: [{ path: "/etc/web2/b.yaml", text: "b" }] },
    ];
    const files = { "/etc/web2/b.yaml": "b", "/etc/web/sub/deep/c.yaml": "c", "/etc/web/a.yaml": "a" };
    assert.deepEqual(fileVolumes(files), volumes);
    assert.deepEqual(fileVolumes({}), []);
  });

  it("may have any text, none too, next to writable directories", () => {
    assert.deepEqual(
      errorsOf({ "/etc/web/config.yaml": "é $HOME\n", "/etc/web/empty": "" }, ["/etc/websocket"]),
      [],
    );
  });

  const hidden = (directory: string) =>
    `must be in a directory of its own, such as /etc/web/config.yaml: what the image has in ${directory} would be hidden`;
  const cases: [files: Record<string, string>, errors: string[], writablePaths?: string[]][] = [
    [
      { "config.yaml": "", "/etc/web/a b": "", "/etc/web/": "" },
      ["config.yaml", "/etc/web/a b", "/etc/web/"].map(
        (path) =>
          `service.files is "${path}": must be an absolute path such as /etc/web/config.yaml, of letters, digits, dots, underscores and hyphens`,
      ),
    ],
    [
      { "/etc/../x/y": "" },
      ['service.files is "/etc/../x/y": must be a path without . and .. as directories'],
    ],
    [{ "/proc/a/b": "" }, ['service.files is "/proc/a/b": must be outside of /proc, /sys, /dev']],
    [
      { "/config.yaml": "", "/etc/hosts": "", "/mnt/a": "", "/usr/local/bin/run": "" },
      [
        `service.files is "/config.yaml": ${hidden("/")}`,
        `service.files is "/etc/hosts": ${hidden("/etc")}`,
        `service.files is "/mnt/a": ${hidden("/mnt")}`,
        `service.files is "/usr/local/bin/run": ${hidden("/usr/local/bin")}`,
      ],
    ],
    [
      { "/tmp/a": "", "/tmp/b/c": "", "/cache/d": "" },
      [
        'service.files is "/tmp/a": must be in another directory, for /tmp is writable',
        'service.files is "/tmp/b/c": must be in another directory, for /tmp is writable',
        'service.files is "/cache/d": must be in another directory, for /cache/e is writable',
      ],
      ["/tmp", "/cache/e"],
    ],
    [
      { "/etc/web/a": "", "/etc/web/a/b": "" },
      ['service.files is "/etc/web/a": must be another path, for it is the directory of /etc/web/a/b'],
    ],
    [{ "/etc/web/a": "a\0b" }, ['service.files["/etc/web/a"] has a NUL character: must be text']],
    [
      { "/etc/web/a": "é".repeat(16_384), "/etc/web/b": "!" },
      ["service.files has 32769 bytes of text: must have at most 32768, for a task definition has 64 KiB"],
    ],
    [
      Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`/etc/web/${index}`, ""])),
      ["service.files has 21 files: must have at most 20"],
    ],
  ];
  for (const [files, errors, writablePaths] of cases) {
    it(`are refused: ${errors[0]}`, () => assert.deepEqual(errorsOf(files, writablePaths), errors));
  }
});
