/** A model name that the endpoint does not know fails at the first request; the names near it stand beside the failure. */

import type { Config } from "../config/load.ts";
import { display } from "../core/display.ts";
import { ModelError } from "../core/errors.ts";
import type { Model } from "../core/ports.ts";
import type { Endpoint } from "./endpoint.ts";

/** The list is asked for only then: a start makes no request for it. */
export function namingNear(model: Model, endpoint: Endpoint, config: Config): Model {
  return async function* modelNamingNear(request, signal) {
    try {
      return yield* model(request, signal);
    } catch (thrown) {
      if (!(thrown instanceof ModelError) || thrown.kind !== "model_not_found") throw thrown;
      const { listedModels, namesNear } = await import("./listed-models.ts");
      const listed = await listedModels(endpoint, config, signal);
      const near = "ids" in listed ? namesNear(endpoint.model, listed.ids).map(shown) : [];
      if (near.length === 0) throw thrown;
      const hint = [thrown.hint, `Near it: ${near.join(", ")}.`].filter(Boolean).join(" ");
      throw new ModelError(thrown.message, { ...thrown.fields, hint, cause: thrown });
    }
  };
}

function shown(id: string): string {
  return display(id, { oneLine: true });
}
