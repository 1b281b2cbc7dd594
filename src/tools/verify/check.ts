/** The forms of a check: data that says what must hold. `read-checks.ts` makes them from what the model wrote. */

interface Named {
  /** As it is shown and logged. */
  name: string;
}

/** What a text must hold and must not hold; empty lists ask for nothing. */
export interface TextWish {
  contains: string[];
  lacks: string[];
}

/** Starts a command in the background and waits until the port answers. */
export interface StartCheck extends Named {
  kind: "start";
  command: string;
  port: number;
  /** A path that must be answered in HTTP; missing: the open port is enough. */
  ready?: string;
  env?: Record<string, string>;
  /** Default 30,000. */
  timeoutMs?: number;
}

export interface HttpCheck extends Named, TextWish {
  kind: "http";
  method: string;
  /** With query. */
  path: string;
  port: number;
  headers: Record<string, string>;
  /** Form fields; a GET puts them into the query. */
  form?: Record<string, string>;
  /** Sent as it is; never with `form`. */
  body?: string;
  /** True: hidden fields of the last page's forms are added to a form post. */
  tokens: boolean;
  follow: boolean;
  /** Empty: anything below 400. */
  status: number[];
  /** Lower-case names; null: the header must not be there. */
  expectHeaders: Record<string, string | null>;
  timeoutMs?: number;
}

export interface RunCheck extends Named, TextWish {
  kind: "run";
  command: string;
  exit: number;
  timeoutMs?: number;
}

export interface FileCheck extends Named, TextWish {
  kind: "file";
  path: string;
  exists: boolean;
}

/** Ends everything that was started so far. */
export interface StopCheck extends Named {
  kind: "stop";
}

export interface PortClosedCheck extends Named {
  kind: "portClosed";
  port: number;
}

export type Check = StartCheck | HttpCheck | RunCheck | FileCheck | StopCheck | PortClosedCheck;

/** What a check came to; one line each. */
export interface Outcome {
  ok: boolean;
  expected: string;
  actual: string;
}
