import { useId } from 'react';
import type { DeskMergePreview, DeskMergeSide } from '#contract/desk/desk-merge.ts';
import { type SupportWords, useSupportWords } from '#desk/api/support-words.ts';
import { useSentence } from '#desk/api/words.tsx';
import { Note } from '#desk/ui/note.tsx';
import { digitGroups } from '#i18n/format.ts';
import { Failed } from '#web/failure.ts';

type Fact = readonly [name: string, value: string];

/** Two memberships side by side, what comes together, what ends, and what stands in the way: as their member sees it before they say yes. */
export function MergeSides({ preview }: { readonly preview: DeskMergePreview }) {
  const words = useSupportWords();
  const { t } = words;
  const sentence = useSentence();
  const { own, other, pinEnds, refusal } = preview;
  const goes = [
    t('desk.merge.gone-address', { address: other.address }),
    ...(pinEnds ? [t('desk.merge.gone-pin')] : []),
    t('desk.merge.forever'),
  ];
  return (
    <>
      <div className="pair">
        <Facts title={t('desk.merge.goes-on')} facts={factsOf(own, words)} />
        <Facts title={t('desk.merge.ends')} facts={factsOf(other, words)} />
      </div>
      <Facts title={t('desk.merge.together')} facts={togetherOf(preview, words)} />
      <section className="stack">
        <h2>{t('desk.merge.gone')}</h2>
        <ul className="goes">
          {goes.map((line) => (
            <li key={line}>
              <bdi>{line}</bdi>
            </li>
          ))}
        </ul>
      </section>
      {refusal && <Note bad>{sentence(new Failed({ kind: 'refused', refusal }))}</Note>}
    </>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  const heading = useId();
  return (
    <section className="panel stack" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function factsOf(side: DeskMergeSide, { t, format }: SupportWords): readonly Fact[] {
  return [
    [t('desk.merge.number'), digitGroups(side.number)],
    [t('desk.member.address'), side.address],
    [t('desk.merge.points'), format.number(side.points)],
    // The end is the first instant after the last day.
    ...side.ends.map(
      ({ at, points }): Fact => [
        t('desk.merge.until', { date: format.date(at - 1) }),
        format.number(points),
      ],
    ),
    ...side.coming.map(
      ({ availableAt, points }): Fact => [
        t('desk.merge.from', { date: format.date(availableAt) }),
        format.number(points),
      ],
    ),
    [t('desk.member.tier'), side.tier],
    ...(side.vouchers.length > 0
      ? [[t('desk.merge.vouchers'), format.list(side.vouchers)] as const]
      : []),
    [t('desk.merge.lines'), format.number(side.lines)],
  ];
}

function togetherOf(preview: DeskMergePreview, { t, format }: SupportWords): readonly Fact[] {
  const { points, tier, tierUntil, cards } = preview;
  return [
    [t('desk.merge.points'), format.number(points)],
    [
      t('desk.member.tier'),
      tierUntil === null
        ? tier
        : t('desk.merge.tier-until', { tier, date: format.date(tierUntil - 1) }),
    ],
    ...cards.map(({ name, isGoal, isFull, have, of }): Fact => {
      if (isGoal) return [name, t('desk.merge.goal')];
      return [name, t(isFull ? 'desk.merge.card-full' : 'desk.merge.card', { have, of })];
    }),
  ];
}
