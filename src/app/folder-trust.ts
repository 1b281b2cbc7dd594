/** Asks a person about the settings and notes that a folder brings and nobody trusts as they stand. */

import type { OfferedFile } from "../approval/folder-lines.ts";
import { reviewFolder } from "../approval/folder-review.ts";
import type { Config } from "../config/load.ts";
import { type LayerFile, readProjectLayer, untrustedOf } from "../config/project-layer.ts";
import { decline, trust } from "../config/trust.ts";
import type { Console } from "../core/ports.ts";
import { describeHidden, findHidden } from "../skills/hidden.ts";

export interface FolderTrust {
  /** True: something is trusted now that was not. `kinds`: what is asked about; what was turned down in this session is not. */
  ask(out: string, kinds?: readonly LayerFile["kind"][]): Promise<boolean>;
}

/** For one conversation, whose answers it remembers. */
export function folderTrust(
  { paths, project, cwd }: Pick<Config, "paths" | "project" | "cwd">,
  console: Console,
): FolderTrust {
  const turnedDown = new Set<string>();
  const keyOf = ({ name, sha256 }: LayerFile) => `${sha256} ${name}`;
  return {
    async ask(out, kinds = ["settings", "notes"]) {
      const place = { config: paths.config, project, cwd, home: paths.home, out };
      const waiting = untrustedOf(readProjectLayer(place)).filter(
        (file) =>
          file.state !== "declined" && kinds.includes(file.kind) && !turnedDown.has(keyOf(file)),
      );
      if (waiting.length === 0) return false;
      const signal = new AbortController().signal;
      const answer = await reviewFolder(waiting.map(offered), { console, signal });
      // What was shown is what is trusted, whatever stands on disk by now.
      if (answer === "trust") trust(paths.config, project, waiting);
      else if (answer === "never") decline(paths.config, project, waiting);
      else for (const file of waiting) turnedDown.add(keyOf(file));
      return answer === "trust";
    },
  };
}

/** As a question shows it. */
export function offered({ kind, name, bytes, state, text }: LayerFile): OfferedFile {
  const hidden = findHidden(text);
  return {
    ...{ kind, name, bytes, text },
    changed: state === "changed",
    findings: hidden ? [describeHidden(hidden)] : [],
  };
}
