import { surveyRules } from '#domain/earning/survey.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { Refused } from '#domain/refusal.ts';
import { gtinFault } from '#domain/values/gs1.ts';
import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, type Commands } from '#server/admin/admin-command.ts';
import { knownMember } from '#server/admin/admin-members.ts';
import { counted } from '#server/admin/admin-reports.ts';
import { localText } from '#server/admin/admin-time.ts';
import type { SurveyCountRow } from '#server/storage/db/schema-opinions.ts';
import { countAnswers } from '#server/storage/people/survey-answers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { makeReviewLink, usualLinkDays } from '#server/usecases/occasions/review-link.ts';

/** What members said of the shop, and links that give for a review. */
export const opinionCommands = {
  survey: async (context, args) => {
    const [wanted] = readArgs(args, []).words;
    const { db, program } = await readWork(context);
    const counts = await countAnswers(db);
    const shown = wanted === undefined ? counts : counts.filter((one) => one.rule_id === wanted);
    const known = surveyRules(program).filter(({ id }) => wanted === undefined || id === wanted);
    if (shown.length === 0 && known.length === 0) {
      throw new AdminFault(
        wanted === undefined
          ? 'The program has no survey: see docs/program.md.'
          : `"${wanted}" is no survey of the program, and nobody has answered one of that name.`,
      );
    }
    const asked = known.map(({ id, version }) => `${id} ${version}`);
    const answered = shown.map(({ rule_id, version }) => `${rule_id} ${version}`);
    return [...new Set([...asked, ...answered])]
      .toSorted()
      .flatMap((named) => surveyLines(program, named, shown));
  },
  'review-link': async (context, args) => {
    const { words, options } = readArgs(args, ['days']);
    const [typed, product = '', reviewId = ''] = [words.slice(0, -2).join(' '), ...words.slice(-2)];
    const days = Number(options.days ?? usualLinkDays);
    if (!Number.isInteger(days) || days < 1 || days > 90) {
      throw new AdminFault('--days is a whole number from 1 to 90.');
    }
    if (![product, reviewId].every((one) => /^[!-~]{1,64}$/.test(one))) {
      throw new AdminFault('Say MEMBER PRODUCT REVIEW: the last two without spaces.');
    }
    if (/^\d{8}$|^\d{12,14}$/.test(product) && gtinFault(product) !== null) {
      throw new AdminFault(`${product} is no GTIN: its last digit should be another.`);
    }
    const memberId = await knownMember(context, typed);
    return linkLines(context, { reviewId, memberId, product, days });
  },
} satisfies Commands;

async function linkLines(
  context: Context,
  wish: Parameters<typeof makeReviewLink>[1],
): Promise<readonly string[]> {
  try {
    const { url, endsAt } = await makeReviewLink(context, wish);
    const { program } = await readWork(context);
    return [url, `Good once, until ${localText(endsAt, program.timeZone)}.`];
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.key !== 'id-taken') throw error;
    throw new AdminFault(`"${wish.reviewId}" is the review of another member or product.`);
  }
}

/** One version of a question: its answers, each with how often in all and by store. */
function surveyLines(program: Program, named: string, counts: readonly SurveyCountRow[]): string[] {
  const [id = '', version = ''] = named.split(' ');
  const rule = surveyRules(program).find((one) => one.id === id);
  const now = rule && String(rule.version) === version ? rule : null;
  const own = counts.filter((one) => one.rule_id === id && String(one.version) === version);
  const all = own.reduce((sum, { count }) => sum + count, 0);
  const known = now?.answers.map((one) => one.id) ?? [];
  const answers = [...new Set([...known, ...own.map(({ answer }) => answer).toSorted()])];
  const question = now ? `: ${textIn(now.question, 'en')}` : ', not asked any more';
  return [
    `${id}, version ${version}${question} (${counted(all)} ${all === 1 ? 'answer' : 'answers'})`,
    ...answers.map((answer) => {
      const text = now?.answers.find((one) => one.id === answer)?.text;
      return `  ${answerLine(program, { answer, text: text ? textIn(text, 'en') : answer }, own)}`;
    }),
  ];
}

function answerLine(
  program: Program,
  { answer, text }: { readonly answer: string; readonly text: string },
  counts: readonly SurveyCountRow[],
): string {
  const own = counts.filter((one) => one.answer === answer);
  const sum = (rows: readonly SurveyCountRow[]) => rows.reduce((all, { count }) => all + count, 0);
  const byStore = [...Map.groupBy(own, ({ store_id }) => store_id)]
    .map(([store, rows]) => ({ name: nameOf(program, store), count: sum(rows) }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .map(({ name, count }) => `${name} ${counted(count)}`);
  const where = byStore.length === 0 ? '' : `: ${byStore.join(', ')}`;
  return `${text} ${counted(sum(own))}${where}`;
}

const nameOf = (program: Program, storeId: string): string =>
  storeId === '' ? 'no store' : storeNameOf(program, storeId);
