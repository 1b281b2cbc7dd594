/** The leaves that a program of one's own may put together; the public library takes them from here. */

export { native } from "../lanes/native.ts";
export { chatModel } from "../model/chat.ts";
export { loadCheckArguments } from "../model/check-arguments.ts";
export { memorySandbox } from "../sandbox/memory.ts";
export { openSandbox } from "../sandbox/open.ts";
export { openShelf } from "../skills/shelf.ts";
