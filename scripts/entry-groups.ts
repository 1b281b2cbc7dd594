/**
 * What every run loads is one piece of the bundle: each file that is loaded costs its start about 1 ms, and cut where
 * the commands meet it would be some twenty. What switches the compile cache on is a piece before it: what is loaded
 * together with it is compiled anew at each start.
 */

import { fileURLToPath } from "node:url";
import type { ChunkingContext, CodeSplittingGroup } from "rolldown";

const cacheSwitch = source("app/compile-cache.ts");
const everyRun = source("app/launch.ts");
/** The bundler's own helpers; every piece asks for them. */
const helpers = /^\0?rolldown[\\/]runtime/;

/** For one build. An entry that has neither module is cut as the bundler likes. */
export function entryGroups(): CodeSplittingGroup[] {
  const early = closureOf(cacheSwitch);
  const always = closureOf(everyRun);
  return [
    {
      debugName: "first",
      name: (id, graph) => (helpers.test(id) || early(graph).has(id) ? "first" : null),
      priority: 2,
    },
    {
      debugName: "core",
      name: (id, graph) => (always(graph).has(id) ? "core" : null),
      priority: 1,
    },
  ];
}

function source(path: string): string {
  return fileURLToPath(new URL(`../src/${path}`, import.meta.url));
}

/** The module and all that it imports statically, over any number of modules; empty where the build lacks it. */
function closureOf(start: string): (graph: ChunkingContext) => ReadonlySet<string> {
  let found: Set<string> | undefined;
  return (graph) => {
    if (found) return found;
    found = new Set(graph.getModuleInfo(start) ? [start] : []);
    for (const id of found) {
      for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
    }
    return found;
  };
}
