/** The public library: the core to build on, and the parts a turn is put together from. */

export {
  chatModel,
  loadCheckArguments,
  memorySandbox,
  native,
  openSandbox,
  openShelf,
} from "./app/library.ts";
export { drive } from "./core/drive.ts";
export { type ExitCode, exitCodes, ModelError, UserError } from "./core/errors.ts";
export type { Delta, Entry, Event, Fact } from "./core/events.ts";
export { grantsOf, historyOf, usageOf, verifiedOf } from "./core/folds.ts";
export { runTurn, type TurnEnd } from "./core/loop.ts";
export { policyOf } from "./core/policy.ts";
export type * from "./core/ports.ts";
export { ToolProblem } from "./core/ports.ts";
export { type Receipt, receiptOf } from "./core/receipt.ts";
export { formatRule, parseRule } from "./core/rules.ts";
export type * from "./core/types.ts";
