import { isOnByDefault } from '#domain/messages/message.ts';
import { readEmailAddress } from '#domain/people/email-address.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import { textIn } from '#domain/program/text.ts';
import { digitGroups, formatOf } from '#i18n/format.ts';
import { memberById } from '#server/storage/people/members.ts';
import { choicesOf, latestMessages } from '#server/storage/people/messages.ts';
import { subscribers } from '#server/storage/people/newsletters.ts';
import { waitingPoints } from '#server/storage/points/notices.ts';
import { rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { changeAddress } from '#server/usecases/members/change-address.ts';
import {
  endMemberSessions,
  type MemberFile,
  memberIdOfTyped,
  noteHistoryRead,
  openMemberFile,
} from '#server/usecases/members/support-member.ts';
import { reinstatePoints } from '#server/usecases/points/reinstate-points.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { freeze, thawBy } from '#server/usecases/rights/freeze.ts';
import { historyLines } from '#server/usecases/wallet/view-history.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault, type Commands } from './admin-command.ts';
import { localText } from './admin-time.ts';
import { writeCopy } from './members/write-copy.ts';

/** What support does for a member who calls. MEMBER is an e-mail address or a membership number. */
export const memberCommands = {
  member: async (context, words) => {
    const file = await openMemberFile(context, await knownMember(context, words.join(' ')));
    return fileLines(context, file);
  },
  history,
  reinstate,
  waiting,
  messages,
  newsletter,
  'copy-member': async (context, words) => {
    const path = words.at(-1) ?? '';
    await writeCopy(context, await knownMember(context, words.slice(0, -1).join(' ')), path);
    return [`${path} has all that is held of this member. Give it to nobody else, then delete it.`];
  },
  'change-address': move,
  erase: async (context, args) => {
    const { words } = readArgs(args, [], ['yes']);
    const erased = await eraseMember(
      context,
      await knownMember(context, words.join(' ')),
      'support',
    );
    if (!erased) throw new AdminFault('They were erased just now.');
    return [
      'Erased: nothing here says who they were. Backups of before still do: see docs/privacy.md.',
    ];
  },
  freeze: async (context, words) => {
    const done = await freeze(context, await knownMember(context, words.join(' ')), 'support');
    return [done ? 'Frozen: it earns, and nothing is spent.' : 'It is frozen already.'];
  },
  thaw: async (context, words) => {
    const done = await thawBy(context, await knownMember(context, words.join(' ')), 'support');
    return [done ? 'Thawed: its points can be spent again.' : 'It is not frozen.'];
  },
  'end-sessions': async (context, words) => {
    const ended = await endMemberSessions(context, await knownMember(context, words.join(' ')));
    return [ended === 1 ? 'Signed out on one device.' : `Signed out on ${ended} devices.`];
  },
} satisfies Commands;

/** @throws AdminFault when there is no such member */
export async function knownMember(context: Context, typed: string): Promise<string> {
  const found = await memberIdOfTyped(context, typed);
  if (found !== undefined) return found;
  throw new AdminFault(
    `"${typed}" is no member's e-mail address, number, or SOURCE:ID of another system.`,
  );
}

function fileLines({ now }: Context, file: MemberFile): readonly string[] {
  const { program, member, takenBackUntil, tier, spendable, pending, redemptions, sessions } = file;
  const say = (at: number) => localText(at, program.timeZone);
  const storeName = (id: string | null) => (id === null ? '' : ` at ${storeNameOf(program, id)}`);
  const owes = member.debt > 0 ? `, owes ${member.debt}` : '';
  return [
    `${member.first_name ?? 'No name'}, member ${digitGroups(member.number)}, ${member.language}`,
    `${member.address}, ${member.proved_at === null ? 'never proved' : `proved ${say(member.proved_at)}`}`,
    ...(takenBackUntil === null
      ? []
      : [`changed lately: until ${say(takenBackUntil)} the old address can take it back`]),
    `joined ${say(member.joined_at)}${storeName(member.joined_store_id)}`,
    ...file.merged.map(
      (one) =>
        `merged   ${say(one.at)}  member ${digitGroups(one.number)}, with ${one.points} points: its number leads here`,
    ),
    `${spendable} points to spend${owes}, ${textIn(tier, 'en')}`,
    ...(member.frozen_at === null
      ? []
      : [`frozen since ${say(member.frozen_at)}: nothing is spent`]),
    ...pending.map(({ points, availableAt }) => `${points} more from ${say(availableAt)} on`),
    ...redemptions.map((row) => {
      const reward = textIn(rewardAtIssue(row).name, 'en');
      const used =
        row.used_at === null
          ? ''
          : `; used ${say(row.used_at)}${storeName(row.used_store_id)}, ${row.used_till_id}, receipt ${row.receipt_number}`;
      const over = row.state === 'issued' && row.expires_at <= now() ? 'expired' : row.state;
      return `voucher  ${say(row.issued_at)}  ${reward}, ${row.points} points: ${over}${used}  [${row.id}]`;
    }),
    ...sessions.map(
      (row) =>
        `device   ${row.browser || 'some browser'}, since ${say(row.created_at)}, last seen ${say(row.seen_at)}`,
    ),
    ...(sessions.length === 0 ? ['signed in nowhere'] : []),
  ];
}

const linesAtMost = 1_000;

async function history(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, ['lines']);
  const limit = Number(options.lines ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > linesAtMost) {
    throw new AdminFault(`--lines is a number from 1 to ${linesAtMost}; it is "${options.lines}".`);
  }
  const memberId = await knownMember(context, words.join(' '));
  await noteHistoryRead(context, memberId);
  const work = await readWork(context);
  const { program } = work;
  const { lines, next } = await historyLines(work, { memberId, language: 'en', limit });
  const format = formatOf('en', program.timeZone);
  const told = lines.map(({ at, points, balanceAfter, store, text, what }) => {
    const receipt = 'receiptNumber' in what ? `, receipt ${what.receiptNumber}` : '';
    const place = store === null ? '' : `, ${store}`;
    const change = format.change(points).padStart(8);
    return `${localText(at, program.timeZone)} ${change}  ${text}${place}${receipt} (balance ${balanceAfter})`;
  });
  if (told.length === 0) return ['Nothing yet.'];
  return next === null ? told : [...told, `Older: --lines ${Math.min(limit * 4, linesAtMost)}`];
}

async function reinstate(context: Context, words: readonly string[]): Promise<readonly string[]> {
  const memberId = await knownMember(context, words.join(' '));
  const { points, until, days } = await reinstatePoints(context, memberId);
  if (points === 0) return [`None of their points expired within ${days} days, or all are back.`];
  const { program } = await readWork(context);
  return [`Done: ${points} points are back, until ${localText(until, program.timeZone)}.`];
}

const messagesShown = 50;

/** Which messages a member was sent, when, and what became of them. Never their text. */
async function messages(context: Context, words: readonly string[]): Promise<readonly string[]> {
  const memberId = await knownMember(context, words.join(' '));
  await transact(context, (work) => recordAct(work, { act: 'messages-read', memberId }));
  const { db, program } = await readWork(context);
  const say = (at: number) => localText(at, program.timeZone);
  const rows = await latestMessages(db, memberId, messagesShown);
  const chosen = await choicesOf(db, memberId);
  return [
    ...chosen.map(({ kind, wanted, at, way }) => {
      const unusual = isOnByDefault(kind, program) === (wanted === 1) ? '' : ', unlike the program';
      return `${kind}: ${wanted === 1 ? 'wanted' : 'not wanted'} since ${say(at)} (${way}${unusual})`;
    }),
    ...rows.map(({ at, kind, channel, state, why, ended_at }) => {
      const end = ended_at === null ? '' : ` ${say(ended_at)}`;
      return `${say(at)}  ${kind}, ${channel}: ${state}${end}${why === null ? '' : `, ${why}`}`;
    }),
    ...(rows.length === 0 ? ['No message yet.'] : []),
  ];
}

const waitingShown = 200;

async function waiting(context: Context): Promise<readonly string[]> {
  const { read } = context.store;
  const found = await waitingPoints(read, waitingShown);
  if (found.length === 0) return ['No points wait: every member was told in time.'];
  const { program } = await readWork(context);
  return Promise.all(
    found.map(async ({ memberId, points, since }) => {
      const member = await memberById(read, memberId);
      const why = member?.proved_at === null ? 'the address was never proved' : 'no mail was taken';
      const number = digitGroups(member?.number ?? '');
      return `member ${number}: ${points} points since ${localText(since, program.timeZone)}, ${why}`;
    }),
  );
}

const subscribersAtOnce = 1_000;

/** A file for a program that sends mails: addresses of members are what it is for, so that it was read is on record. */
async function newsletter(context: Context): Promise<readonly string[]> {
  const { read } = context.store;
  const lines = ['address,language,since'];
  for (let after = ''; ; ) {
    const found = await subscribers(read, after, subscribersAtOnce);
    for (const { address, language, at } of found)
      lines.push(`${address},${language},${new Date(at).toISOString()}`);
    after = found.at(-1)?.id ?? '';
    if (found.length < subscribersAtOnce) break;
  }
  const details = { number: lines.length - 1 };
  await transact(context, (work) => recordAct(work, { act: 'newsletter-listed', details }));
  return lines;
}

async function move(context: Context, words: readonly string[]): Promise<readonly string[]> {
  const typed = words.at(-1) ?? '';
  const read = readEmailAddress(typed);
  if ('fault' in read) throw new AdminFault(`"${typed}" is no e-mail address.`);
  const memberId = await knownMember(context, words.slice(0, -1).join(' '));
  const outcome = await changeAddress(context, { memberId, address: read.address });
  if (outcome === 'taken') throw new AdminFault(`"${typed}" is another member's address.`);
  if (outcome === 'held')
    throw new AdminFault(
      `"${typed}" was another member's until lately, who can still take it back. Take another address, or try again in a week.`,
    );
  if (outcome === 'gone') throw new AdminFault('That member has just left.');
  if (outcome === 'same') return ['That is their address already.'];
  return [
    'That address is theirs from now on. Both were told. For a week it can be taken back from the old one.',
    'Where they are signed in they stay so; to end that: npm run admin -- end-sessions MEMBER',
  ];
}
