import { useId, useState } from 'react';
import { type RecentUse, recentAtMost } from '#contract/till.ts';
import { Field } from '#till/kit/field.tsx';
import { useWords } from '#till/kit/words.tsx';
import type { Use } from './screen.ts';

interface RecentProps {
  readonly uses: readonly RecentUse[];
  onUndo(use: Use): void;
}

/** A shorter list is searched faster by eye. */
const searchedFrom = 9;

/** What was redeemed here in the last day, the newest first. */
export function Recent({ uses, onUndo }: RecentProps) {
  const { t, format } = useWords();
  const id = useId();
  const [wanted, setWanted] = useState('');
  const searched = uses.length >= searchedFrom;
  const found = searched ? uses.filter((use) => isMeant(use, wanted, format.time(use.at))) : uses;
  return (
    <aside className="recent" aria-labelledby={id}>
      <h2 id={id} className="recent-title">
        {t('till.recent')}
      </h2>
      {uses.length === 0 ? (
        <p className="recent-none">{t('till.recent-none')}</p>
      ) : (
        <Sums uses={uses} />
      )}
      {searched && <Field label={t('till.recent-find')} value={wanted} onType={setWanted} />}
      {found.length < uses.length && (
        <p className="recent-none" role="status">
          {t('till.recent-found', { found: found.length })}
        </p>
      )}
      <ul className="recent-list">
        {found.map((use) => (
          <Line key={use.redemptionId} use={use} onUndo={onUndo} />
        ))}
      </ul>
    </aside>
  );
}

/** How many were given, and how many of them undone. A full list does not know what came before. */
function Sums({ uses }: { uses: readonly RecentUse[] }) {
  const { t } = useWords();
  const undone = uses.filter(({ state }) => state === 'reversed').length;
  const given = uses.length - undone;
  if (uses.length >= recentAtMost) {
    return <p className="recent-none">{t('till.recent-full', { lines: uses.length })}</p>;
  }
  return (
    <p className="recent-who">
      <b>{t('till.recent-given', { given })}</b>
      {undone > 0 && <span>{t('till.recent-taken-back', { undone })}</span>}
    </p>
  );
}

/** Whether every typed word is somewhere in the line. */
function isMeant(use: RecentUse, typed: string, time: string): boolean {
  const line = [use.reward, use.firstName, use.associate, use.till, time].join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => line.includes(word));
}

function Line({ use, onUndo }: { use: RecentUse; onUndo(use: Use): void }) {
  const { t, format } = useWords();
  const { redemptionId, reward } = use;
  const time = format.time(use.at);
  const undone = use.state === 'reversed';
  return (
    <li className="recent-line" data-undone={undone}>
      <time className="recent-time">{time}</time>
      <p className="recent-what">
        <bdi className="recent-reward">{reward}</bdi>
        <span className="recent-who">
          {use.firstName && <bdi>{use.firstName}</bdi>}
          <bdi>{use.associate ?? use.till}</bdi>
        </span>
      </p>
      {undone ? (
        <span className="recent-undone">{t('till.recent-undone')}</span>
      ) : (
        <button
          type="button"
          className="button"
          aria-label={t('till.undo-this', { reward, time })}
          onClick={() => onUndo({ redemptionId, reward })}
        >
          {t('till.undo')}
        </button>
      )}
    </li>
  );
}
