/** The file tools' disk through a helper process that no fence holds. */

import { fileHelper, helperCommand, helperEnvironment } from "../../src/sandbox/file-helper.ts";
import { helperDisk } from "../../src/sandbox/helper-disk.ts";
import type { PinnedDisk } from "../../src/sandbox/pinned-disk.ts";

export function helpedDisk(): PinnedDisk {
  return helperDisk(
    fileHelper(async () => ({
      file: "/bin/sh",
      args: ["-c", helperCommand],
      env: { PATH: "/usr/bin:/bin", ...helperEnvironment },
      cwd: "/",
      descriptors: [],
    })),
  );
}
