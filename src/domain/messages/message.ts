import {
  type MessageKind,
  type MessageSettings,
  messagesOf,
} from '#domain/program/message-settings.ts';
import { dayOf, instantOfWall, minuteOfDay } from '#domain/values/calendar.ts';

/**
 * Every message of the program, and the rules of each. A receipt proves what the member just did, service is about what
 * they have, news is what the shop would like them to know, and security is what somebody else may have done in their
 * name. All go to proved addresses only, because another may be a stranger's.
 */

/** What a member must have agreed to: both are said freely, and taken back as freely. */
export type MessageConsent = 'birthday' | 'newsletter';

interface MessageRule {
  readonly class: 'receipt' | 'service' | 'news' | 'security';
  readonly consent: MessageConsent | null;
  /** Whether it goes out to who has chosen nothing, in a program that has chosen nothing. */
  readonly onByDefault: boolean;
  /**
   * Whether it may be left out in a week with many others. Service and news count; what must be on record before
   * something goes is never left out.
   */
  readonly mayBeLeftOut: boolean;
}

const service = { class: 'service', consent: null, onByDefault: true } as const;
const news = {
  class: 'news',
  consent: 'newsletter',
  onByDefault: true,
  mayBeLeftOut: true,
} as const;
const security = { ...service, class: 'security', mayBeLeftOut: false } as const;

export const messageRules: Readonly<Record<MessageKind, MessageRule>> = {
  // A mail at each purchase is wanted by few, so who wants it says so.
  earned: { class: 'receipt', consent: null, onByDefault: false, mayBeLeftOut: false },
  available: { ...service, onByDefault: false, mayBeLeftOut: true },
  expiry: { ...service, mayBeLeftOut: false },
  tier: { ...service, mayBeLeftOut: false },
  membership: { ...service, mayBeLeftOut: false },
  'tier-reached': { ...service, mayBeLeftOut: true },
  'tier-gone': { ...service, mayBeLeftOut: true },
  birthday: { ...news, consent: 'birthday' },
  used: security,
  device: security,
  apology: { ...service, mayBeLeftOut: false },
  news,
  'early-access': news,
};

/** Whether its mail ends by one click (RFC 8058), waits for the morning, and counts among those of a week that nobody asked for. */
export const isUnasked = (kind: MessageKind): boolean =>
  messageRules[kind].class === 'service' || messageRules[kind].class === 'news';

/**
 * How it is known that mail to an address comes back. `claimed`: a program said so with a key, which proves nothing.
 * `proved`: a mail of ours came back, or the mail server refused one.
 */
export type DeadAddress = 'claimed' | 'proved';

/** What is known of a member when a message is for them. */
export interface Recipient {
  readonly proved: boolean;
  readonly dead: DeadAddress | null;
  /** What they chose for this kind; null: nothing. */
  readonly wants: boolean | null;
  readonly consents: readonly MessageConsent[];
}

const withholdings = ['unproved', 'dead', 'not-wanted', 'no-consent', 'too-many', 'moved'] as const;
/** Why a message does not go out; `dead`: mail to their address comes back; `moved`: the member has another address than when it was queued. */
export type Withholding = (typeof withholdings)[number];

interface Rules {
  readonly timeZone: string;
  readonly messages?: MessageSettings;
}

/** Whether a kind goes out to who has chosen nothing. */
export function isOnByDefault(kind: MessageKind, program: Pick<Rules, 'messages'>): boolean {
  const { on, off } = messagesOf(program);
  if (off.includes(kind)) return false;
  return on.includes(kind) || messageRules[kind].onByDefault;
}

/**
 * Whether a message is kept back because mail to the address comes back. A claim keeps no alarm back: whoever steals a key
 * could else silence the alarms of the members whom they rob.
 */
export const isDeadFor = (kind: MessageKind, dead: DeadAddress | null): boolean =>
  dead === 'proved' || (dead === 'claimed' && messageRules[kind].class !== 'security');

/** Why a message may not go out to a member, whenever it is sent; null: it may. */
export function refusedTo(
  kind: MessageKind,
  recipient: Recipient,
  program: Pick<Rules, 'messages'>,
): Withholding | null {
  const { consent } = messageRules[kind];
  if (!recipient.proved) return 'unproved';
  if (isDeadFor(kind, recipient.dead)) return 'dead';
  if (!(recipient.wants ?? isOnByDefault(kind, program))) return 'not-wanted';
  if (consent !== null && !recipient.consents.includes(consent)) return 'no-consent';
  return null;
}

const weekMs = 7 * 24 * 60 * 60_000;

/** From when on the messages of a week are counted. */
export const weekBefore = (at: number): number => at - weekMs;

/**
 * Whether and when a message goes out that something causes now.
 * @param unasked how many messages that nobody asked for were queued for them within the week before
 */
export function whetherToTell(
  kind: MessageKind,
  { unasked, ...recipient }: Recipient & { readonly unasked: number },
  at: number,
  program: Rules,
): { readonly sendAt: number } | { readonly withheld: Withholding } {
  const withheld = refusedTo(kind, recipient, program);
  if (withheld !== null) return { withheld };
  const tooMany = unasked >= messagesOf(program).unaskedAWeek;
  if (messageRules[kind].mayBeLeftOut && tooMany) return { withheld: 'too-many' };
  return { sendAt: afterQuiet(kind, at, program) };
}

/** When a message goes out that could go now: not in the program's quiet hours, unless it can't wait. */
export function afterQuiet(kind: MessageKind, at: number, program: Rules): number {
  const { from, until } = messagesOf(program).quiet;
  if (!isUnasked(kind) || from === until) return at;
  const minute = minuteOfDay(at, program.timeZone);
  const isQuiet =
    from < until ? minute >= from && minute < until : minute >= from || minute < until;
  if (!isQuiet) return at;
  const { year, month, day } = dayOf(at, program.timeZone);
  const days = minute < until ? 0 : 1;
  const wall = Date.UTC(year, month - 1, day + days, 0, until);
  // Where clocks go back within the hour, the time on the wall comes twice, and the first may be over.
  return Math.max(at, instantOfWall(wall, program.timeZone));
}
