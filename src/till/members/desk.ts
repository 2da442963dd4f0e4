import type { TillConfirmation, TillMember } from '#contract/till-members.ts';
import type { Tone } from '#till/kit/tones.ts';

/** What the associate sees while it is about a member and not about a barcode. */
export type Desk =
  /** Text in `typed`, as from a scan, is looked up at once. */
  | { readonly name: 'find'; readonly typed: string; readonly note: DeskNote | null }
  | { readonly name: 'join'; readonly email: string }
  | { readonly name: 'check-in' }
  | { readonly name: 'member'; readonly member: TillMember; readonly note: DeskNote | null }
  /** A question to the member; `asked` has its state. */
  | { readonly name: 'question'; readonly member: TillMember; readonly asked: TillConfirmation }
  /** The member chooses a PIN on the till's screen. */
  | { readonly name: 'pin'; readonly member: TillMember }
  | { readonly name: 'purchase'; readonly member: TillMember };

/** What has just been done, or was done already, shown above the member. */
export type DeskNote = 'joined' | 'found' | 'purchase-added' | 'pin-saved' | 'pin-kept';

/** Looks a member up by number or by what was scanned, and says what has just been done. */
export const lookUp = (typed: string, note: DeskNote | null = null): Desk => ({
  name: 'find',
  typed,
  note,
});

/**
 * True where a scan begins something else. An open question, a half typed purchase or PIN is not thrown away, and what is being sent is
 * not left, unless it only asks.
 * @param isSending whether an answer is awaited
 */
export function deskTakesScan(desk: Desk, isSending: boolean): boolean {
  switch (desk.name) {
    case 'find':
    case 'check-in':
      return true;
    case 'question':
      return desk.asked.state !== 'open';
    case 'purchase':
    case 'pin':
      return false;
    default:
      return !isSending;
  }
}

/** The sound of a screen when it opens; null: none. */
export function deskTone(desk: Desk): Tone | null {
  if (desk.name === 'member') return 'yes';
  if (desk.name !== 'question' || desk.asked.state === 'open') return null;
  return desk.asked.state === 'confirmed' ? 'done' : 'no';
}
