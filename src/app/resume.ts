/** Which earlier session is meant; neither: a new one. */
export interface Resume {
  /** The last one of this folder. */
  latest: boolean;
  /** An id, or the start of one. */
  id: string | undefined;
  /** Where a new one works; missing: as configured. An earlier one knows its own place. */
  out?: string;
}

export const newSession: Resume = { latest: false, id: undefined };
