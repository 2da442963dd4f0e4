import type { ReactNode } from 'react';
import type {
  BothTried,
  MomentTried,
  NotTried,
  Playground,
  RewardTried,
  RuleTried,
} from '#contract/desk/desk-foresight.ts';
import { type ForesightWords, useForesightWords } from '#desk/api/foresight-words.ts';
import { textIn } from '#domain/program/text.ts';
import { digitGroups } from '#i18n/format.ts';
import { whyLabel } from '#i18n/refusal.ts';
import { Beside, type Cell } from './beside.tsx';

interface TriedProps {
  readonly minor: number;
  readonly offered: Playground;
}

/** What was found of a moment, by the program in force, and by a draft beside it. */
export function Tried({
  both,
  draft,
  ...more
}: TriedProps & { readonly both: BothTried; readonly draft: string }) {
  const { t } = useForesightWords();
  const { inForce } = both;
  if (both.draft === null) {
    // Where no draft is tried, what is missing is refused.
    if ('missing' in inForce) return null;
    return (
      <div className="stack">
        <section className="panel">
          <Head {...more} found={inForce} />
          <Rules {...more} rules={inForce.rules} />
        </section>
        <Rewards {...more} rewards={inForce.rewards} />
      </div>
    );
  }
  return (
    <div className="stack">
      <div className="fields">
        <Side {...more} name={t('desk.rehearse.in-force')} found={inForce} />
        <Side {...more} name={draft} found={both.draft} />
      </div>
      <Compared {...more} inForce={inForce} draft={both.draft} />
    </div>
  );
}

function Side({
  name,
  found,
  ...more
}: TriedProps & { readonly name: string; readonly found: MomentTried | NotTried }) {
  const { t } = useForesightWords();
  return (
    <section className="panel">
      <p className="soft">
        <bdi>{name}</bdi>
      </p>
      {'missing' in found ? (
        <p>{t(`desk.playground.missing.${found.missing}`)}</p>
      ) : (
        <Head {...more} found={found} />
      )}
    </section>
  );
}

/** What is earned in all, and by whom. */
function Head({ found, minor, offered }: TriedProps & { readonly found: MomentTried }) {
  const { t, format, language } = useForesightWords();
  const who =
    found.member === null
      ? t('desk.playground.invented')
      : `${found.member.name ?? ''} ${digitGroups(found.member.number)}`.trim();
  return (
    <div role="status">
      <h2>
        {t('desk.playground.earns', {
          count: found.earned,
          amount: format.money({ minor, currency: offered.currency }),
        })}
      </h2>
      <p className="soft">
        <bdi>{who}</bdi> · {textIn(found.tier, language)} ·{' '}
        {t('desk.playground.has', { count: found.spendable })}
      </p>
      {found.asOfToday && <p className="soft">{t('desk.playground.as-of-today')}</p>}
    </div>
  );
}

/** Rule by rule and reward by reward, the one program beside the other. */
function Compared({
  inForce,
  draft,
  offered,
}: TriedProps & {
  readonly inForce: MomentTried | NotTried;
  readonly draft: MomentTried | NotTried;
}) {
  const words = useForesightWords();
  const { t } = words;
  const both = [inForce, draft] as const;
  const [rulesWere, rulesAre] = both.map((one) => ('missing' in one ? [] : one.rules));
  const [rewardsWere, rewardsAre] = both.map((one) => ('missing' in one ? [] : one.rewards));
  return (
    <>
      <Beside
        title={t('desk.playground.rules')}
        was={rulesWere ?? []}
        would={rulesAre ?? []}
        nameOf={(rule) => ruleName(words, rule)}
        cellOf={(rule) => ruleCell(words, rule, offered)}
      />
      <Beside
        title={t('desk.playground.sees')}
        was={rewardsWere ?? []}
        would={rewardsAre ?? []}
        nameOf={({ name }) => textIn(name, words.language)}
        cellOf={(reward) => rewardCell(words, reward, offered)}
      />
    </>
  );
}

const ruleName = ({ t, language }: ForesightWords, { id, name }: RuleTried): string =>
  id === 'purchase' ? t('desk.playground.usual') : textIn(name, language);

/** What a rule gives, or why it gives nothing. */
function ruleCell(
  { t, format }: ForesightWords,
  { points, counted, counts, why }: RuleTried,
  { currency }: Playground,
): Cell {
  if (why !== null) return { figure: '–', why: t(`desk.playground.why.${why}`) };
  const figure =
    counts === 'money'
      ? t('desk.playground.counts-money', { amount: format.money({ minor: counted, currency }) })
      : counts === 'stamps'
        ? t('desk.playground.counts', { count: counted })
        : format.change(points);
  return { figure, why: null };
}

/** What a reward costs, and why it can't be had. */
function rewardCell(
  { t, format, language }: ForesightWords,
  { points, refusal }: RewardTried,
  { tiers }: Playground,
): Cell {
  const tierName = (id: string) => {
    const name = tiers.find((tier) => tier.id === id)?.name;
    return name ? textIn(name, language) : id;
  };
  return {
    figure: t('desk.playground.costs', { count: points }),
    why: refusal === null ? null : whyLabel(t, { format, tierName }, refusal),
  };
}

function Rules({ rules, offered }: TriedProps & { readonly rules: readonly RuleTried[] }) {
  const words = useForesightWords();
  return (
    <ul>
      {rules.map((rule) => {
        const { figure, why } = ruleCell(words, rule, offered);
        return (
          <Line key={rule.id} grey={why !== null} name={ruleName(words, rule)} figure={figure}>
            {why}
          </Line>
        );
      })}
    </ul>
  );
}

function Rewards({ rewards, offered }: TriedProps & { readonly rewards: readonly RewardTried[] }) {
  const words = useForesightWords();
  const { t, language } = words;
  return (
    <section className="panel">
      <h2>{t('desk.playground.sees')}</h2>
      <ul>
        {rewards.map((reward) => {
          const { figure, why } = rewardCell(words, reward, offered);
          const name = textIn(reward.name, language);
          return (
            <Line key={reward.id} grey={why !== null} name={name} figure={figure}>
              {why ?? t('desk.playground.can')}
            </Line>
          );
        })}
      </ul>
    </section>
  );
}

function Line({
  grey,
  name,
  figure,
  children,
}: {
  readonly grey: boolean;
  readonly name: string;
  readonly figure: string;
  readonly children: ReactNode;
}) {
  return (
    <li className={grey ? 'line grey' : 'line'}>
      <div>
        <b>{name}</b>
        {children !== null && <span className="soft">{children}</span>}
      </div>
      <span className="amount">{figure}</span>
    </li>
  );
}
