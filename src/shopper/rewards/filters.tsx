import type { RewardOffer } from '#contract/member.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

const yours = 'rewards.yours';
const notYet = 'rewards.not-yet';
/** The two that are no names. */
const own: readonly string[] = [yours, notYet];

/** As many as `rewards.css` has a rule for. */
const filtersAtMost = 5;

interface Choice {
  /** What the shopper can choose from: keys of words, then names of tiers and shops. */
  readonly names: readonly string[];
  /** The class by which the sheet finds a reward. */
  classOf(offer: RewardOffer): string;
}

/** What the rewards of a list can be narrowed to: those to be had, those not yet to be had, those of a tier or a shop. */
export function filtersOf(rewards: readonly RewardOffer[]): Choice {
  const found = [...new Set(rewards.flatMap(namesOf))];
  const names = [
    ...own.filter((name) => found.includes(name)),
    ...found.filter((name) => !own.includes(name)),
  ];
  const shown = names.slice(0, filtersAtMost);
  return {
    // One alone would narrow nothing.
    names: shown.length > 1 ? shown : [],
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
    case 'not-begun':
      return [notYet];
    case 'tier-required':
      return [refusal.tier];
    case 'not-in-this-store':
      return stores;
    default:
      return [];
  }
}

/** Radio buttons that the sheet obeys, so that they work without scripts and without a network. */
export function Filters({ names }: { names: readonly string[] }) {
  const { t } = usePage();
  if (names.length === 0) return null;
  const labelOf = (name: string) =>
    name === yours ? (
      t('rewards.yours')
    ) : name === notYet ? (
      t('rewards.not-yet')
    ) : (
      <bdi>{name}</bdi>
    );
  return (
    <fieldset className="filters">
      <legend className="heard">{t('rewards.show')}</legend>
      <label className="button quiet">
        <input className="heard" type="radio" name="show" defaultChecked />
        {t('rewards.all')}
      </label>
      {names.map((name, at) => (
        <label key={name} className="button quiet">
          <input className="heard" type="radio" name="show" value={at} />
          {labelOf(name)}
        </label>
      ))}
    </fieldset>
  );
}
