import { tillInStore } from '#domain/program/gone.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import { freezeAddress } from '#server/usecases/ground/freeze-address.ts';
import { noticeWorthMs, queueMail } from '#server/usecases/ground/queue-mail.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { memberPinMail } from '#server/words/mail/member-pin-mail.ts';

/** What became of a PIN, and at which till; `at`: from when it is taken. */
export type PinNews =
  | { readonly what: 'set' | 'ended' }
  | { readonly what: 'chosen' | 'locked'; readonly tillId: string; readonly at: number };

/** Mails a member what became of their PIN, with the way to freeze at once if it was not them. */
export async function tellOfPin(work: Work, member: MemberRow, news: PinNews): Promise<void> {
  if ((await deadnessOf(work.db, member.id)) === 'proved') return;
  const { context, program } = work;
  const mail = memberPinMail({
    to: member.address,
    program,
    language: member.language,
    number: member.number,
    news:
      'tillId' in news
        ? { what: news.what, at: news.at, till: tillInStore(program, news.tillId) }
        : news,
    publicUrl: context.publicUrl,
    notMe: freezeAddress(context, member, work.at),
  });
  await queueMail(work, mail, { worthUntil: work.at + noticeWorthMs });
}
