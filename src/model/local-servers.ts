/** Which model servers answer on this machine's usual ports; asked only to help somebody who has set no endpoint. */

import { presets } from "./presets.ts";

export interface LocalServer {
  /** For people: Ollama, LM Studio ... */
  name: string;
  baseUrl: string;
}

/** A server on loopback answers at once or is busy; nobody should wait for a help text. */
const patienceMs = 300;

/** In the order of the presets; empty: none answers. Never fails. */
export async function findLocalServers(
  candidates: readonly LocalServer[] = localCandidates(),
): Promise<LocalServer[]> {
  const answers = await Promise.all(candidates.map(({ baseUrl }) => answersModels(baseUrl)));
  return candidates.filter((_, index) => answers[index]);
}

function localCandidates(): LocalServer[] {
  return presets
    .filter((preset) => preset.local)
    .map(({ title, baseUrl }) => ({ name: title, baseUrl }));
}

/** True when `GET /models` gives a JSON list: something else may listen on 8080. */
function answersModels(baseUrl: string): Promise<boolean> {
  const http = process.getBuiltinModule("node:http");
  return new Promise((resolve) => {
    const request = http.get(`${baseUrl}/models`, { agent: false }, (response) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      response.on("data", (piece: Buffer) => {
        pieces.push(piece);
        bytes += piece.length;
        if (bytes > 1_000_000) request.destroy();
      });
      response.on("end", () => resolve(isModelList(Buffer.concat(pieces).toString("utf8"))));
      response.on("close", () => resolve(false));
    });
    const timer = setTimeout(() => request.destroy(), patienceMs);
    request.on("close", () => {
      clearTimeout(timer);
      resolve(false);
    });
    request.on("error", () => resolve(false));
  });
}

function isModelList(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && ("data" in value || "models" in value);
  } catch {
    return false;
  }
}
