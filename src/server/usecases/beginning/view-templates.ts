import type { TemplateNumbers } from '#contract/desk/desk-begin.ts';
import { bestPerPoint, percentBack, rounded } from '#domain/desk/audit/worth.ts';
import type { ShopAnswers } from '#domain/desk/beginning/beginning.ts';
import {
  type TemplateId,
  templateIds,
  usualPurchaseMinor,
} from '#domain/desk/beginning/template.ts';
import { Refused } from '#domain/refusal.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { beginningRow } from '#server/storage/desk/beginnings.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { fitTemplate } from '#server/usecases/program/fit-template.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import { answersOf, doneSteps } from './save-step.ts';
import { type BrowserPlace, withSuggestedPlace } from './suggest-place.ts';

/**
 * What each template comes to in the shop's currency, before one is chosen.
 * @throws Refused `not-found` where the shop did not begin at the desk
 */
export async function viewTemplates(
  context: Context,
  place: BrowserPlace,
): Promise<TemplateNumbers[]> {
  const { db } = await readWork(context);
  const row = await beginningRow(db);
  if (!row) throw new Refused({ key: 'not-found' });
  const answers = await withSuggestedPlace(db, doneSteps(row), answersOf(row), place);
  return templateIds.map((template) => numbersOf(template, answers));
}

function numbersOf(template: TemplateId, answers: ShopAnswers): TemplateNumbers {
  const { currency } = answers;
  const purchaseMinor = usualPurchaseMinor(template, currency);
  const read = readProgramFile(fitTemplate({ ...answers, template, purchaseMinor, logo: null }));
  if ('faults' in read) throw new Error(`the template ${template} is wrong`);
  const { program } = read;
  const [tier] = program.tiers;
  const [first] = program.rewards
    .filter((reward) => reward.tier === undefined)
    .toSorted((a, b) => a.points - b.points);
  if (!tier || !first) throw new Error(`the template ${template} has a tier and a reward for all`);
  const units = purchaseMinor / 10 ** minorDigits(currency);
  return {
    template,
    purchase: { minor: purchaseMinor, currency },
    earns: Math.floor(units * program.pointsPerUnit),
    welcome: program.welcomePoints,
    first: { name: first.name, points: first.points },
    rewards: program.rewards.length,
    tiers: program.tiers.map(({ name }) => name),
    backPercent: rounded(
      percentBack(program, bestPerPoint(program, tier) ?? 0, tier.rateHundredths),
    ),
  };
}
