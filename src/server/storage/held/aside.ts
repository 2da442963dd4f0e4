import type { Tables } from '#server/storage/db/schema.ts';
import type { AboutTable } from './about-members.ts';
import type { Aside } from './held.ts';

const index = 'it only finds what another table holds';
const nobody = null;

/** The tables whose rows are in no member's copy. */
export const aside = {
  programs: { holds: 'the programs that were loaded', why: nobody },
  program_outcomes: { holds: 'which of them began or were withdrawn', why: nobody },
  pictures: { holds: 'pictures of rewards, tiers and brand', why: nobody },
  installation: { holds: 'marks of the whole database', why: nobody },
  reward_stocks: { holds: 'how many of a reward are left', why: nobody },
  reward_slots: { holds: 'which two digits ask for which reward', why: nobody },
  earning_totals: { holds: 'what a limited rule has given in all', why: nobody },
  birthday_days: { holds: 'how far the clock is with the birthdays of a day', why: nobody },
  tier_sweeps: { holds: 'how far all members were looked at', why: nobody },
  member_addresses: {
    holds: 'the member of an address, in one spelling',
    why: index,
    erasing: 'goes by member',
  },
  waiting_addresses: {
    holds: 'the member for whom an address waits after a change, for a week',
    why: index,
    erasing: 'goes by member',
  },
  member_numbers: { holds: 'the member of a number', why: index, erasing: 'goes by member' },
  member_words: {
    holds: 'words of a name and an address, by which support finds somebody',
    why: index,
    erasing: 'goes by member',
  },
  member_news: {
    holds: 'a count of changes, and when segments must be worked out anew',
    why: 'numbers that only pages and a job compare',
    erasing: 'stays',
  },
  redemption_ids: { holds: 'ids that phones made for a voucher', why: index, erasing: 'stays' },
  voucher_codes: { holds: 'the voucher of a code, as a keyed hash', why: index, erasing: 'stays' },
  confirmation_ids: {
    holds: 'ids that tills made for a question',
    why: index,
    erasing: 'goes by member',
  },
  purchase_receipts: { holds: 'the purchase of a receipt number', why: index, erasing: 'stays' },
  unsubscribe_links: {
    holds: 'the member and the message of a link in a mail',
    why: index,
    erasing: 'goes by member',
  },
  survey_counts: {
    holds: 'how often members who have left gave an answer to a survey',
    why: nobody,
  },
  check_in_codes: {
    holds: 'the code that each till showed last for a visit, as a keyed hash',
    why: nobody,
  },
  unclaimed_sales: {
    holds: 'sales at which nobody was scanned, for some days',
    why: 'nobody knows whose they are',
    erasing: 'stays',
  },
  inviter_dues: {
    holds: 'what a member who invited has yet to get or give back for a friend',
    why: 'it is deleted as soon as that is done, within seconds',
    erasing: 'stays',
  },
  former_addresses: {
    holds:
      'mailboxes that were a member’s, as keyed hashes, for 400 days and only where members invite',
    why: 'nobody is a member by it, and nothing leads from it to anybody',
    erasing: 'stays',
  },
  joining_gifts: {
    holds: 'mailboxes that have had the gift for joining, as keyed hashes, for 400 days',
    why: 'nobody is a member by it, and nothing leads from it to anybody',
    erasing: 'stays',
  },
  sign_ins: {
    holds: 'requests to sign in: the address, the browser, the poster',
    why: 'it says no more than the sessions, and is deleted after a day',
    erasing: 'goes as found',
  },
  limits: {
    holds: 'how often something was tried, by a keyed hash or the id of a member or till',
    why: 'a count, which is deleted with its window: after a day, or 30 for claims',
    erasing: 'stays',
  },
  events: {
    holds: "the same acts once more, for the retailer's programs: never an address or a name",
    why: 'points, purchases and rewards tell the same',
    erasing: 'stays',
  },
  event_followers: { holds: 'how far events were read', why: nobody },
  fact_sources: { holds: "the retailer's systems that tell facts of members", why: nobody },
  webhook_endpoints: { holds: "the retailer's addresses for events", why: nobody },
  webhook_deliveries: { holds: 'which event went where', why: nobody },
  watched_acts: {
    holds: 'acts of associates, support and tills of the last days',
    why: 'it watches staff; a member stands in it only as whom they served',
    erasing: 'stays',
  },
  watch_list: {
    holds: 'notes for whoever looks after staff',
    why: 'it is about staff; a member stands in it only as whom they served',
    erasing: 'stays',
  },
  pos_days: { holds: "what a till's program did on a day", why: nobody },
  pools: { holds: 'pools of codes', why: nobody },
  pool_shards: { holds: 'how many of their codes were given', why: nobody },
  pool_codes: {
    holds: 'codes, encrypted',
    why: 'who has one stands in `pool_handouts`',
    erasing: 'stays',
  },
  pool_uploads: { holds: 'files of codes', why: nobody },
  settlements: { holds: "files of a till's uses", why: nobody },
  settlement_stores: { holds: 'how far they reach', why: nobody },
  beginnings: {
    holds: 'what a shop that began at the desk has said of itself',
    why: nobody,
  },
  administrators: {
    holds: 'administrators of the desk: name and role',
    why: 'they are staff, known by nothing that a member is known by',
    erasing: 'stays',
  },
  passkeys: { holds: "administrators' passkeys, the public half", why: nobody },
  desk_links: { holds: 'links that let an administrator make a passkey', why: nobody },
  desk_challenges: { holds: 'questions to passkeys, for some minutes', why: nobody },
  desk_proofs: { holds: 'passkeys shown again for an act, for some minutes', why: nobody },
  desk_sessions: { holds: 'where administrators are signed in', why: nobody },
  segment_spans: {
    holds: 'when a member is in a segment of the program, now or later',
    why: 'it is worked out from what the other tables hold, and made anew as soon as that changes',
    erasing: 'goes by member',
  },
  segment_sweeps: { holds: 'how far all members were looked at for a segment', why: nobody },
  segment_turns: {
    holds: 'how many members more or fewer are in a segment from when on',
    why: nobody,
  },
  point_days: { holds: "what became of all members' points together, day by day", why: nobody },
  program_texts: { holds: "programs' files as they were written", why: nobody },
  program_drafts: {
    holds: "drafts of the program's file, and which administrator saved each",
    why: 'they are staff, known by nothing that a member is known by',
    erasing: 'stays',
  },
  admin_keys: { holds: "keys of the retailer's programs", why: nobody },
  mint_connections: { holds: "keys to vendors' programs", why: nobody },
  tills: { holds: 'tills', why: nobody },
  till_devices: { holds: 'their devices', why: nobody },
  enrolments: { holds: 'links that make a device a till', why: nobody },
  associates: {
    holds: 'associates: a name, a hash of the PIN, their own address if it is known',
    why: 'they are staff; the address is there so that serving oneself is noticed, and goes within hours of their leaving, at most a week',
    erasing: 'stays',
  },
  shifts: {
    holds: 'when an associate was at which till',
    why: 'it is about staff',
    erasing: 'stays',
  },
  idempotency_keys: {
    holds: "answers that tills got, for a till's retries",
    why: 'it repeats what other tables hold, and is deleted after a month',
    erasing: 'goes as found',
  },
} as const satisfies { readonly [T in Exclude<keyof Tables, AboutTable>]: Aside };
