import type { AnswerFault } from '#domain/desk/beginning/answers.ts';
import type { DeskRight, DeskRole } from '#domain/desk/desk-role.ts';

/** Why an administrator can't sign in at the desk, or can't do something there. */
export type DeskRefusal =
  /** Nobody is signed in in this browser, or the session has ended. */
  | { key: 'desk-signed-out' }
  /** It is no administrator's, or was taken away. */
  | { key: 'desk-passkey-unknown' }
  /** Its signature, its counter or the check of the person did not hold. */
  | { key: 'desk-passkey-refused' }
  /** The question to the passkey was answered before, or too late. */
  | { key: 'desk-challenge-over' }
  | { key: 'desk-link-spent' }
  | { key: 'desk-role'; role: DeskRole }
  /** The passkey has to be shown again for this act, about this subject. */
  | { key: 'desk-prove'; right: DeskRight; subject: string }
  | { key: 'desk-name'; fault: 'empty' | 'long' | 'taken' }
  | { key: 'desk-last-owner' }
  | { key: 'desk-last-passkey' }
  | { key: 'desk-changed'; role: DeskRole }
  | { key: 'desk-undone' }
  | { key: 'desk-not-undoable' }
  /** Somebody has changed the same since. */
  | { key: 'desk-undo-late' }
  | { key: 'desk-points'; fault: 'zero' | 'too-many' | 'not-whole' }
  /** What the member would read shows nothing, is too long or has several lines. */
  | { key: 'desk-why' }
  | { key: 'desk-sorry-no-rule' }
  | { key: 'desk-sorry-too-many'; points: number }
  | { key: 'desk-sorry-used-up'; points: number }
  /** The member reads a language in which nothing was said. */
  | { key: 'desk-sorry-words' }
  /** What was typed is not the number of the member who is to be erased. */
  | { key: 'desk-other-number' }
  /** Two memberships that are one already. */
  | { key: 'desk-merge-same' }
  /** Mail to one of two members comes back, so that they could prove nothing: which one. */
  | { key: 'desk-merge-mail'; fault: 'goes-on' | 'ends' }
  /** A merge that was begun is over, or another one stands since. */
  | { key: 'desk-merge-over' }
  | { key: 'desk-associate-taken'; name: string }
  /** What a step of the beginning was told can't be taken: at which field, and why; of an amount with an example. */
  | { key: 'desk-answer'; field: string; fault: AnswerFault; example?: string }
  /** Somebody else has saved a step of the beginning meanwhile. */
  | { key: 'desk-begin-changed' }
  /** The shop has begun: its program is changed as any other. */
  | { key: 'desk-begun' }
  | { key: 'desk-webhook-address'; fault: WebhookAddressFault }
  /** Somebody else has decided about the note since the page was read. */
  | { key: 'desk-note-decided' }
  /** The mail was sent, or its state has changed since the page was read. */
  | { key: 'desk-mail-moved' }
  /** What the mail says is no longer true: a code in it has ended, or its message is too late. */
  | { key: 'desk-mail-late' }
  /** A store can't be connected to its vendor's POS, or disconnected. */
  | { key: 'desk-connection'; fault: ConnectionFaultKind | 'shop' | 'location' | 'key' }
  /** The member's address takes no mail. */
  | { key: 'desk-mail-dead' }
  /** Somebody saved the draft since; `revision` is what it has by now. */
  | { key: 'desk-draft-changed'; name: string; at: number; revision: number }
  /** It was put in force as a version, or discarded. */
  | { key: 'desk-draft-over'; name: string }
  | { key: 'desk-draft-faulty'; count: number }
  | { key: 'desk-draft-name' }
  | { key: 'desk-drafts-many'; limit: number }
  /** A file can't be a picture of the program. */
  | { key: 'desk-picture'; fault: PictureFaultKind }
  /** So many were given to one draft. */
  | { key: 'desk-pictures-many'; limit: number }
  /** A program was loaded, taken back or begun since it was looked at; `onto` is what holds by now. */
  | { key: 'desk-program-changed'; onto: string }
  /** The day of a beginning has passed, is too far away or does not exist. */
  | { key: 'desk-program-day'; fault: 'past' | 'far' | 'none' | 'first' }
  | { key: 'desk-program-currency'; was: string }
  /** Members stand in the tier, or may until then. */
  | { key: 'desk-program-tier'; tierId: string }
  | { key: 'desk-program-begun'; version: number }
  /** It has yet to begin, and is in another currency. */
  | { key: 'desk-program-waits'; version: number }
  /** The day from which to rehearse is none, or still to come. */
  | { key: 'desk-rehearsal-day' }
  /** One rehearsal at a time for a shop. */
  | { key: 'desk-rehearsal-running' }
  | { key: 'desk-rehearsal-too-long' };

/** Why a file can't be a picture of a program. */
export type PictureFaultKind =
  /** It is not there, or can't be read. */
  | 'missing'
  /** It has more bytes, or more pixels, than a picture may have. */
  | 'large'
  | 'pixels'
  /** It is no picture, or one of a kind that is not taken. */
  | 'unreadable'
  | 'kind'
  /** An SVG that is packed, or that runs or loads something. */
  | 'unusual'
  | 'active'
  /** It is smaller than phones show it. */
  | 'small'
  /** A logo that is too wide or too high to be read at the height of a line. */
  | 'shape'
  /** A logo that can't be seen on white. */
  | 'pale'
  /** It has more detail than a small file holds. */
  | 'detail';

/** Why a store is not connected to its vendor's POS, or stays so. */
export type ConnectionFaultKind =
  /** The program does not say that the store's discounts are made there. */
  | 'way'
  /** The shop there counts in another currency. */
  | 'currency'
  /** The vendor does not take the key, or can't be reached. */
  | 'denied'
  | 'unconnected'
  /** Discounts are out that only this key can withdraw. */
  | 'open';

/** Why webhooks can't go to an address. */
export type WebhookAddressFault =
  | 'no-address'
  | 'credentials'
  | 'fragment'
  | 'no-tls'
  | 'port'
  | 'not-public';

export const deskRefusals: Record<DeskRefusal['key'], true> = {
  'desk-signed-out': true,
  'desk-passkey-unknown': true,
  'desk-passkey-refused': true,
  'desk-challenge-over': true,
  'desk-link-spent': true,
  'desk-role': true,
  'desk-prove': true,
  'desk-name': true,
  'desk-last-owner': true,
  'desk-last-passkey': true,
  'desk-changed': true,
  'desk-undone': true,
  'desk-not-undoable': true,
  'desk-undo-late': true,
  'desk-points': true,
  'desk-why': true,
  'desk-sorry-no-rule': true,
  'desk-sorry-too-many': true,
  'desk-sorry-used-up': true,
  'desk-sorry-words': true,
  'desk-other-number': true,
  'desk-merge-same': true,
  'desk-merge-mail': true,
  'desk-merge-over': true,
  'desk-associate-taken': true,
  'desk-answer': true,
  'desk-begin-changed': true,
  'desk-begun': true,
  'desk-webhook-address': true,
  'desk-note-decided': true,
  'desk-mail-moved': true,
  'desk-mail-late': true,
  'desk-connection': true,
  'desk-mail-dead': true,
  'desk-draft-changed': true,
  'desk-draft-over': true,
  'desk-draft-faulty': true,
  'desk-draft-name': true,
  'desk-drafts-many': true,
  'desk-picture': true,
  'desk-pictures-many': true,
  'desk-program-changed': true,
  'desk-program-day': true,
  'desk-program-currency': true,
  'desk-program-tier': true,
  'desk-program-begun': true,
  'desk-program-waits': true,
  'desk-rehearsal-day': true,
  'desk-rehearsal-running': true,
  'desk-rehearsal-too-long': true,
};
