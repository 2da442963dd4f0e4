import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Document,
  isScalar,
  parse,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { markOf, type ShopAnswers, wayOfTill } from '#domain/desk/beginning/beginning.ts';
import { scaleOf } from '#domain/desk/beginning/template.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { readDecimal, writeDecimal } from '#domain/values/money.ts';
import { formatOf } from '#i18n/format.ts';
import { languages } from '#i18n/language.ts';

/** What a shop's logo is called in its file. */
export const logoFile = 'logo.png';

/** Keys whose values are amounts of money, wherever they stand; `spend` is a goal's. */
const amounts = ['amount', 'minimum', 'from', 'spend', 'adds'];

/**
 * A template as the program's file of a shop: YAML 1.2 as `readProgramFile` takes it.
 * @throws Error when the template is wrong, which is our bug
 */
export function fitTemplate(answers: ShopAnswers): string {
  const { template, currency, purchaseMinor } = answers;
  const text = readFileSync(fileOf(template), 'utf8');
  const document = parseDocument(text, { schema: 'failsafe' });
  // Its first comment is about templates.
  document.commentBefore = null;
  const scale = scaleOf(template, purchaseMinor, currency);
  scaleAmounts(document, scale, currency);
  setOwnAmounts(document, answers);
  nameAmounts(document, answers);
  keepOwnRewards(document, answers);
  keepLanguages(document, answers.languages);
  setAnswers(document, answers, scale);
  return document.toString({ lineWidth: 0 });
}

function scaleAmounts(document: Document, scale: number, currency: string): void {
  const digits = minorDigits(currency);
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !isScalar(value) || !amounts.includes(String(key.value))) return;
      const minor = readDecimal(String(value.value), 4);
      if (minor === null) return;
      const exact = (minor * scale * 10 ** digits) / 10_000;
      // What takes something off or is asked for stays more than nothing, however small a purchase is.
      const scaled = minor === 0 ? 0 : Math.max(1, Math.round(exact));
      value.value = shortest(writeDecimal(scaled, digits));
    },
  });
}

const fileOf = (name: string): string => join(import.meta.dirname, 'templates', `${name}.yaml`);

/** 250 and not 250.00; 12.50 stays. */
function shortest(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  return Number(fraction) === 0 ? whole : amount;
}

/** Has each reward take off what the shop says, where it says so. */
function setOwnAmounts(document: Document, { currency, rewards }: ShopAnswers): void {
  const list = document.get('rewards') as { items: YAMLMap[] }; // Ours: each template has some.
  for (const reward of list.items) {
    const minor = rewards?.amounts?.[String(reward.get('id'))];
    if (minor === undefined) continue;
    reward.setIn(['worth', 'amount'], shortest(writeDecimal(minor, minorDigits(currency))));
  }
}

/** Writes what a reward takes off into its words, as each language writes money. */
function nameAmounts(document: Document, { currency, timeZone }: ShopAnswers): void {
  const rewards = document.get('rewards') as { items: YAMLMap[] }; // Ours: each template has some.
  for (const reward of rewards.items) {
    const amount = reward.getIn(['worth', 'amount']);
    if (amount === undefined) continue;
    const minor = readDecimal(String(amount), minorDigits(currency)) ?? 0;
    for (const key of ['name', 'about', 'instruction'])
      for (const { language } of languages) {
        const said = String(reward.getIn([key, language]));
        const money = formatOf(language, timeZone).money({ minor, currency });
        reward.setIn([key, language], said.replaceAll('{amount}', money));
      }
  }
}

/** Takes away what the shop does not give, and calls the others what it gives instead. */
function keepOwnRewards(document: Document, { rewards }: ShopAnswers): void {
  if (!rewards) return;
  const list = document.get('rewards') as YAMLSeq<YAMLMap>; // Ours: each template has some.
  list.items = list.items.filter((reward) => !rewards.left.includes(String(reward.get('id'))));
  const how = Object.entries(
    parse(readFileSync(fileOf('own-reward'), 'utf8')) as Record<string, string>, // Ours.
  );
  for (const reward of list.items) {
    const name = rewards.named[String(reward.get('id'))];
    if (!name) continue;
    const instruction = how.flatMap(([language, text]) => {
      const said = name[language];
      return said === undefined ? [] : [[language, text.replace('{name}', () => said)] as const];
    });
    reward.set('name', document.createNode(name));
    reward.delete('about');
    reward.set('instruction', document.createNode(Object.fromEntries(instruction)));
    if (reward.getIn(['worth', 'product']) !== undefined)
      reward.setIn(['worth', 'product'], document.createNode(name));
  }
}

/** Leaves out the words of languages that the shop does not speak. */
function keepLanguages(document: Document, kept: readonly string[]): void {
  const known = languages.map((one) => one.language);
  const gone = known.filter((one) => one !== 'en' && !kept.includes(one));
  visit(document, {
    Map: (_, map) => {
      if (!map.has('en')) return;
      for (const language of gone) map.delete(language);
    },
  });
}

function setAnswers(document: Document, answers: ShopAnswers, scale: number): void {
  const { name, color, logo, currency, timeZone, store } = answers;
  const set = (path: readonly (string | number)[], value: unknown) => document.setIn(path, value);
  set(['name'], name);
  set(['brand', 'color'], color);
  set(['brand', 'mark'], markOf(name));
  if (logo) set(['brand', 'logo'], logoFile);
  set(['currency'], currency);
  set(['time-zone'], timeZone);
  set(['points-per-unit'], String(Number((1 / scale).toFixed(4))));
  set(['stores', 0, 'name'], store.name);
  if (wayOfTill(store.till) !== 'page') set(['stores', 0, 'way'], wayOfTill(store.till));
}
