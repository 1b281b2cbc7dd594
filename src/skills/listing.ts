/** `skills list`: every candidate of a session, with where it comes from and why it is or is not used. */

import type { Shelf } from "./shelf.ts";
import { reportOf, type SkillReport, validate } from "./validate.ts";

export interface ListedSkill extends SkillReport {
  source: string;
  /** Path of the skill that has its name instead; null: none. */
  shadowedBy: string | null;
  trusted: boolean;
  disabled: boolean;
}

/** In order of name, refused ones last. What is not trusted is read for this list only, and not loaded. */
export async function listingOf(shelf: Shelf): Promise<ListedSkill[]> {
  const listed: ListedSkill[] = [];
  for (const { found, root, parsed, disabled, shadowedBy } of shelf.all()) {
    const trusted = parsed !== null;
    const [unread] = trusted ? [] : await validate([found.path]);
    const report = parsed ? reportOf(found.path, parsed) : unread;
    if (report) listed.push({ ...report, source: root.source, shadowedBy, trusted, disabled });
  }
  const key = ({ name, path }: ListedSkill) => (name === null ? `~~${path}` : name.toLowerCase());
  return listed.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
