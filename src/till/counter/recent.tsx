import { useId } from 'react';
import type { RecentUse } from '#contract/till.ts';
import { useWords } from '#till/kit/words.tsx';
import type { Use } from './screen.ts';

interface RecentProps {
  readonly uses: readonly RecentUse[];
  onUndo(use: Use): void;
}

/** What was redeemed here today, the newest first. */
export function Recent({ uses, onUndo }: RecentProps) {
  const { t } = useWords();
  const id = useId();
  return (
    <aside className="recent" aria-labelledby={id}>
      <h2 id={id} className="recent-title">
        {t('till.recent')}
      </h2>
      {uses.length === 0 ? (
        <p className="recent-none">{t('till.recent-none')}</p>
      ) : (
        <ul className="recent-list">
          {uses.map((use) => (
            <Line key={use.redemptionId} use={use} onUndo={onUndo} />
          ))}
        </ul>
      )}
    </aside>
  );
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
          {use.associate && <bdi>{use.associate}</bdi>}
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
