/** One line of what `skillet doctor` finds. */
export interface Diagnosis {
  name: string;
  /** warning: something will not work, or is open to others. problem: Skillet cannot be used like this. */
  status: "ok" | "warning" | "problem";
  /** One line; may hold text of others, which is escaped when it is shown. */
  text: string;
  /** What to do about it; missing: nothing. */
  fix?: string;
}

export function ok(name: string, text: string): Diagnosis {
  return { name, status: "ok", text };
}

export function warning(name: string, text: string, fix?: string): Diagnosis {
  return { name, status: "warning", text, ...(fix ? { fix } : {}) };
}

export function problem(name: string, text: string, fix?: string): Diagnosis {
  return { name, status: "problem", text, ...(fix ? { fix } : {}) };
}
