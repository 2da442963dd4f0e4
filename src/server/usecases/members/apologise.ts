import { paths } from '#contract/paths.ts';
import { isOn } from '#domain/earning/fitting.ts';
import { cause } from '#domain/points/ledger.ts';
import type { ApologyRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { type Text, textIn } from '#domain/program/text.ts';
import { Refused } from '#domain/refusal.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import { memberById } from '#server/storage/people/members.ts';
import { entryByCause, type KeptEntry } from '#server/storage/points/ledger-entries.ts';
import { occasionNamed } from '#server/storage/points/occasions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { giveForOccasion, occasionRoom } from '#server/usecases/points/give-for-occasion.ts';
import { apologyMail } from '#server/words/mail/apology-mail.ts';
import type { AdjustWish } from './adjust-points.ts';

/** Points for trouble that a member had. Its id is good once for a member. */
export interface Apology extends AdjustWish {
  /** The rule's id; absent: the only one that is in force. */
  readonly ruleId?: string;
}

/** What became of an apology. Everything but `done` changed nothing. */
export type Apologised =
  | {
      readonly outcome: 'done';
      readonly balanceAfter: number;
      /** Whether this very apology had been made before. */
      readonly before: boolean;
      /** The language of the member's mail; null: there is none, because nobody has proved the address. */
      readonly mailIn: Language | null;
    }
  /** No rule of this id is in force, or several are and the wish names none. */
  | { readonly outcome: 'no-rule'; readonly rules: readonly string[] }
  | { readonly outcome: 'too-many'; readonly rule: string; readonly atMost: number }
  /** The limits of the rule, for this member or for all, leave fewer points than that. */
  | { readonly outcome: 'used-up'; readonly rule: string; readonly left: number }
  /** The member reads a language in which nothing was said. */
  | { readonly outcome: 'no-words'; readonly language: Language };

/**
 * Gives points for trouble that a member had, within the limits of a rule for apologies, with a sentence in their
 * language which their history shows and a mail tells. Their tier stays, as it is no purchase.
 * @throws Refused `id-taken` when the id made another apology to this member
 */
export function apologise(context: Context, wish: Apology): Promise<Apologised> {
  return transact(context, async (work) => {
    const { memberId, id, points, why } = wish;
    await lockPresent(work, memberId);
    const known = await madeBefore(work, wish);
    if (known) {
      const { balanceAfter } = known;
      return { outcome: 'done', balanceAfter, before: true, mailIn: null };
    }
    const rules = apologyRules(work.program).filter((one) => isOn(one, work.at));
    const named = rules.filter((one) => wish.ruleId === undefined || one.id === wish.ruleId);
    const [rule] = named;
    if (!rule || named.length > 1) return { outcome: 'no-rule', rules: rules.map((one) => one.id) };
    if (points > rule.points) return { outcome: 'too-many', rule: rule.id, atMost: rule.points };
    const member = await memberById(work.db, memberId);
    if (!member) throw new Error('a member was found and is not there');
    const language = isLanguage(member.language) ? member.language : 'en';
    if (why[language] === undefined) return { outcome: 'no-words', language };
    const occasion = { memberId, rule, occasion: id, storeId: null, tier: null };
    const left = await occasionRoom(work, occasion);
    if (points > left) return { outcome: 'used-up', rule: rule.id, left };

    await giveForOccasion(work, { ...occasion, byHand: { points, why } });
    await recordAct(work, {
      act: 'points-adjusted',
      memberId,
      details: { adjustmentId: id, points, why: why.en, rule: rule.id },
    });
    const mailIn = (await tell(work, wish)) ? language : null;
    const given = cause.occasion(rule.kind, rule.id, id);
    const entry = await entryByCause(work.db, memberId, given);
    return { outcome: 'done', balanceAfter: entry?.balanceAfter ?? 0, before: false, mailIn };
  });
}

const apologyRules = ({ earning = [] }: Program): ApologyRule[] =>
  earning.filter((rule) => rule.kind === 'apology');

/** The apology that this id made, by whichever rule, also one that has left the program. */
async function madeBefore(
  { db }: Work,
  { memberId, id, points, why, ruleId }: Apology,
): Promise<KeptEntry | undefined> {
  const row = await occasionNamed(db, memberId, { kind: 'apology', occasion: id });
  if (!row) return undefined;
  const given = cause.occasion('apology', row.rule_id, id);
  const entry = await entryByCause(db, row.member_id, given);
  const said = entry?.reason.rule === 'occasion' ? entry.reason.why : undefined;
  const same =
    row.points === points &&
    (ruleId === undefined || ruleId === row.rule_id) &&
    said?.en === why.en &&
    said.ar === why.ar;
  if (!same) throw new Refused({ key: 'id-taken' });
  return entry;
}

/** @returns whether a mail goes out */
async function tell(
  work: Work,
  { memberId, id: cause, points, why }: Apology & { readonly why: Text },
): Promise<boolean> {
  const { program, context } = work;
  const { publicUrl } = context;
  const url = `${publicUrl}${paths.history}`;
  const message = { kind: 'apology', memberId, cause } as const;
  const queued = await queueMessage(work, message, (to, { language }, choices) =>
    apologyMail({
      to,
      choices,
      program,
      language,
      points,
      why: textIn(why, language),
      url,
      publicUrl,
    }),
  );
  return queued !== null;
}
