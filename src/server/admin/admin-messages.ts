import { isOnByDefault } from '#domain/messages/message.ts';
import { choicesOf, latestMessages, unreachableAddress } from '#server/storage/people/messages.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import type { Commands } from './admin-command.ts';
import { knownMember } from './admin-members.ts';
import { localText } from './admin-time.ts';

const shown = 50;

/** What support reads of the messages to a member: which, when, and what became of them. Never their text. */
export const messageCommands = {
  messages: async (context, words) => {
    const memberId = await knownMember(context, words.join(' '));
    await transact(context, (work) => recordAct(work, { act: 'messages-read', memberId }));
    const { db, program } = await readWork(context);
    const say = (at: number) => localText(at, program.timeZone);
    const dead = await unreachableAddress(db, memberId);
    const rows = await latestMessages(db, memberId, shown);
    const chosen = await choicesOf(db, memberId);
    return [
      ...(dead ? [`No mail goes to the address since ${say(dead.at)}: ${dead.why}.`] : []),
      ...chosen.map(({ kind, wanted, at, way }) => {
        const unusual =
          isOnByDefault(kind, program) === (wanted === 1) ? '' : ', unlike the program';
        return `${kind}: ${wanted === 1 ? 'wanted' : 'not wanted'} since ${say(at)} (${way}${unusual})`;
      }),
      ...rows.map(({ at, kind, channel, state, why, ended_at }) => {
        const end = ended_at === null ? '' : ` ${say(ended_at)}`;
        return `${say(at)}  ${kind}, ${channel}: ${state}${end}${why === null ? '' : `, ${why}`}`;
      }),
      ...(rows.length === 0 ? ['No message yet.'] : []),
    ];
  },
} satisfies Commands;
