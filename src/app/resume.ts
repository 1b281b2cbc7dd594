/** Which earlier session is meant; neither: a new one. */
export interface Resume {
  /** The last one of this folder. */
  latest: boolean;
  /** An id, or the start of one. */
  id: string | undefined;
}

export const newSession: Resume = { latest: false, id: undefined };
