import { readReturnedMail } from '#domain/messages/returned-mail.ts';
import { readArgs } from '#server/admin/admin-args.ts';
import { type Commands, many } from '#server/admin/admin-command.ts';
import { fileText } from '#server/admin/admin-program.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { type NewsFate, sendNews } from '#server/usecases/members/send-news.ts';
import { noteReturnedMail } from '#server/usecases/rights/note-returned-mail.ts';
import { readNewsFile } from './news-file.ts';

export const mailCommands = { bounce, news } satisfies Commands;

/** Reports are short, and may bring the whole mail along: what comes after that is not read. */
const readAtMost = 500_000;

/** A mail server's pipe calls it for each mail to the sender's address: what is no report is none of its business. */
async function bounce(context: Context): Promise<readonly string[]> {
  const report = readReturnedMail(await beginningOf(process.stdin));
  if (report === 'no-report')
    return ['That mail reports nothing of another mail: nothing was done.'];
  if (report === 'not-for-good')
    return ['That report does not say that the address is gone: nothing was done.'];
  if (report === 'no-mail-of-ours') return ['That report names no mail of ours: nothing was done.'];
  const noted = await noteReturnedMail(context, report);
  return [said[report.kind][noted]];
}

const unknown = 'That mail was to no address of a member of now: nothing was done.';
const said = {
  bounce: {
    noted: 'Nothing but codes that they ask for goes to that address until one comes back.',
    again: 'That address was marked before.',
    unknown,
  },
  complaint: {
    noted: 'That member gets no receipts, service or news any more, until they choose otherwise.',
    again: 'That member gets none of these already.',
    unknown,
  },
} as const;

async function beginningOf(stream: AsyncIterable<Buffer | string>): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    // To the end, or the mail server's pipe breaks and it tries again.
    if (text.length < readAtMost) text += Buffer.from(chunk as Buffer).toString('latin1');
  }
  return text.slice(0, readAtMost);
}

/** What is said of one member, and of several. */
const fates: Readonly<Record<NewsFate, readonly [one: string, several: string]>> = {
  queued: ['gets it', 'get it'],
  before: ['has it already', 'have it already'],
  'other-tier': ['is in another tier', 'are in another tier'],
  'other-segment': ['is in none of its segments', 'are in none of its segments'],
  failed: ['could not be looked at: send it again', 'could not be looked at: send it again'],
  unproved: ['has not proved the address', 'have not proved their address'],
  dead: ['has an address that takes no mail', 'have an address that takes no mail'],
  'not-wanted': ['chose not to get such mails', 'chose not to get such mails'],
  'no-consent': ['has taken the consent back', 'have taken their consent back'],
  'too-many': [
    'has had as many mails as a week may have, and is left out',
    'have had as many mails as a week may have, and are left out',
  ],
  moved: ['has moved', 'have moved'],
};

/** `news FILE [--send]` */
async function news(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, [], ['send']);
  const [file = ''] = words;
  const { program, at } = await readWork(context);
  const text = fileText(file, 'news my-news.yaml');
  const [tiers, segments] = [program.tiers, program.segments ?? []].map((all) =>
    all.map(({ id }) => id),
  );
  const one = readNewsFile(text, { tiers: tiers ?? [], segments: segments ?? [], at });
  const counted = await sendNews(context, one, { dryRun: !options.send });
  const queued = counted.get('queued') ?? 0;
  if (options.send && queued > 0) {
    const details = { news: one.id, number: queued };
    await transact(context, (work) => recordAct(work, { act: 'news-sent', details }));
  }
  const lines = [...counted].map(
    ([fate, number]) => `${many(number, 'member')} ${fates[fate][number === 1 ? 0 : 1]}.`,
  );
  const end = options.send
    ? 'It goes out now, and not in quiet hours.'
    : 'Nothing was sent: add --send.';
  return [...(lines.length > 0 ? lines : ['Nobody has agreed to get news.']), end];
}
