import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { RewardOffer } from '#contract/member.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { nowHash } from './now-hash.ts';

const yours = 'rewards.yours';
const short = 'rewards.short';
/** The two that are no names. */
const own: readonly string[] = [yours, short];

/** As many as `rewards.css` has a rule for. */
const filtersAtMost = 5;

interface Choice {
  /** What the shopper can choose from: keys of words, then names of tiers, then of shops. */
  readonly names: readonly string[];
  /** Those of them that are shops, and perhaps others. */
  readonly shops: ReadonlySet<string>;
  /** The class by which the sheet finds a reward. */
  classOf(offer: RewardOffer): string;
}

/** What the rewards of a list can be narrowed to: those to be had, those that lack points, those of a tier or a shop. */
export function filtersOf(rewards: readonly RewardOffer[]): Choice {
  const found = new Set(rewards.flatMap(namesOf));
  const shops = new Set(rewards.flatMap(({ stores }) => stores));
  const names = [
    ...own.filter((name) => found.has(name)),
    ...[...found].filter((name) => !own.includes(name) && !shops.has(name)),
    ...[...found].filter((name) => shops.has(name)),
  ];
  const shown = names.slice(0, filtersAtMost);
  return {
    // One alone would narrow nothing.
    names: shown.length > 1 ? shown : [],
    shops,
    classOf: (offer) =>
      namesOf(offer)
        .map((name) => `in-${shown.indexOf(name)}`)
        .join(' '),
  };
}

function namesOf({ refusal, stores }: RewardOffer): readonly string[] {
  switch (refusal?.key) {
    case undefined:
      return [yours];
    case 'points-short':
      return [short];
    case 'tier-required':
      return [refusal.tier];
    case 'not-in-this-store':
      return stores;
    default:
      return [];
  }
}

/**
 * Radio buttons that the sheet obeys, so that they work without scripts and without a network. Tiers and shops stand
 * apart under their own words: a name alone does not say which of both it is.
 */
export function Filters({ names, shops }: Pick<Choice, 'names' | 'shops'>) {
  const { t } = usePage();
  const now = useLocation().hash === nowHash && names.includes(yours);
  if (names.length === 0) return null;
  const choice = (name: string, label: ReactNode) => (
    <label key={name} className="button quiet">
      <input
        className="heard"
        type="radio"
        name="show"
        value={names.indexOf(name)}
        defaultChecked={now && name === yours}
      />
      {label}
    </label>
  );
  const named = (title: string, some: readonly string[]) =>
    some.length > 0 && (
      <fieldset>
        <legend className="hint">{title}</legend>
        {some.map((name) => choice(name, <bdi>{name}</bdi>))}
      </fieldset>
    );
  const others = names.filter((name) => !own.includes(name));
  return (
    <fieldset className="filters">
      <legend className="heard">{t('rewards.show')}</legend>
      <label className="button quiet">
        <input className="heard" type="radio" name="show" defaultChecked={!now} />
        {t('rewards.all')}
      </label>
      {names.includes(yours) && choice(yours, t('rewards.yours'))}
      {names.includes(short) && choice(short, t('rewards.short'))}
      <div className="row">
        {named(
          t('rewards.by-tier'),
          others.filter((name) => !shops.has(name)),
        )}
        {named(
          t('rewards.by-shop'),
          others.filter((name) => shops.has(name)),
        )}
      </div>
    </fieldset>
  );
}
