import type { TillConfirmation, TillMember } from '#contract/till-members.ts';
import type { Tone } from '#till/kit/tones.ts';

/** What an associate has in front of them while it is about a member and not about a barcode. */
export type Desk =
  /** What is `typed` already, as by a scan, is looked for at once. */
  | { readonly name: 'find'; readonly typed: string; readonly note: DeskNote | null }
  | { readonly name: 'join'; readonly email: string }
  | { readonly name: 'member'; readonly member: TillMember; readonly note: DeskNote | null }
  /** A question was put to the member; its state says how far it is. */
  | { readonly name: 'question'; readonly member: TillMember; readonly asked: TillConfirmation }
  | { readonly name: 'purchase'; readonly member: TillMember };

/** What has just been done, said above the member. */
export type DeskNote = 'joined' | 'found' | 'purchase-added';

/** Looks a member up by their number or what was scanned, and says what has just been done. */
export const lookUp = (typed: string, note: DeskNote | null = null): Desk => ({
  name: 'find',
  typed,
  note,
});

/** True where a scan begins something else. A question that is open or a purchase half typed is not swept away. */
export const deskTakesScan = (desk: Desk): boolean =>
  desk.name === 'question' ? desk.asked.state !== 'open' : desk.name !== 'purchase';

/** What it sounds like when it comes up; null: nothing. */
export function deskTone(desk: Desk): Tone | null {
  if (desk.name === 'member') return 'yes';
  if (desk.name !== 'question' || desk.asked.state === 'open') return null;
  return desk.asked.state === 'confirmed' ? 'done' : 'no';
}
