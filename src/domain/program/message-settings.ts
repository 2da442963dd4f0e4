/** The messages that a program tells a member by itself. Codes that somebody asked for are none of them. */
export const messageKinds = [
  'earned',
  'available',
  'expiry',
  'tier',
  'tier-reached',
  'tier-gone',
  'birthday',
  'used',
  'device',
  'apology',
  'news',
  'early-access',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Minutes of the day, by the clock of the program's time zone; the same twice: no hour is quiet. */
interface QuietHours {
  readonly from: number;
  readonly until: number;
}

export interface MessageSettings {
  /** Kinds whose default the program turns round, for members who have not chosen themselves. */
  readonly on?: readonly MessageKind[];
  readonly off?: readonly MessageKind[];
  readonly quiet?: QuietHours;
  /** How many messages that nobody asked for one member gets within a week. */
  readonly unaskedAWeek?: number;
}

/** What holds where the file says nothing. */
const usual = { quiet: { from: 21 * 60, until: 8 * 60 }, unaskedAWeek: 2, on: [], off: [] };

export const messagesOf = (program: {
  readonly messages?: MessageSettings;
}): Required<MessageSettings> => ({ ...usual, ...program.messages });
