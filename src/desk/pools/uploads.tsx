import { useState } from 'react';
import type { Withdrawal } from '#contract/admin/admin-answers.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { UploadLine } from '#contract/desk/desk-pools.ts';
import { useMay } from '#desk/api/me.ts';
import { type OperationsWords, useOperationsWords } from '#desk/api/operations-words.ts';
import { useAction } from '#desk/api/use-action.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { send } from '#web/client.ts';

/** The files of codes that were loaded, each with how to take its codes out again. */
export function Uploads({ uploads }: { readonly uploads: readonly UploadLine[] }) {
  const { t } = useOperationsWords();
  if (uploads.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('desk.pools.uploads')}</h2>
      <ul className="rows">
        {uploads.map((upload) => (
          <Line key={upload.uploadId} upload={upload} />
        ))}
      </ul>
    </section>
  );
}

function Line({ upload }: { readonly upload: UploadLine }) {
  const words = useOperationsWords();
  const { t, format } = words;
  const may = useMay();
  const [asking, setAsking] = useState<Withdrawal | null>(null);
  const address = deskLinks.poolWithdraw(String(upload.uploadId));
  const look = useAction(() => send(address, { dryRun: true }), setAsking);
  const { state, added, withdrawn } = upload;
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{upload.reward}</bdi>
          {state !== 'done' && <span className="chip">{t(`desk.pools.state-${state}`)}</span>}
        </b>
        <span className="soft">
          <bdi>{upload.store ?? t('desk.pools.every-store')}</bdi> ·{' '}
          {format.fullDateTime(upload.startedAt)}
        </span>
        <span className="soft">
          {[
            t('desk.pools.lines', { count: upload.lines }),
            t('desk.pools.added', { count: added }),
            ...(withdrawn > 0 ? [t('desk.pools.withdrawn', { count: withdrawn })] : []),
          ].join(' · ')}
        </span>
        <Fault error={look.error} />
      </div>
      {may('withdraw-codes') && added > withdrawn && state !== 'running' && (
        <button
          type="button"
          className="button quiet small"
          aria-disabled={look.busy}
          onClick={() => look.run()}
        >
          {t('desk.pools.withdraw')}
        </button>
      )}
      {asking && (
        <AskTwice
          ending={{
            title: t('desk.pools.withdraw-of', { count: asking.withdrawn }),
            means: meansOf(words, asking),
            yes: t('desk.pools.withdraw'),
            end: () => send(address, { dryRun: false }),
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </li>
  );
}

/** What stays, what is left then, and what the tills' own lists need. */
const meansOf = ({ t }: OperationsWords, { kept, left }: Withdrawal): string =>
  [
    ...(kept.held > 0 ? [t('desk.pools.kept-held', { count: kept.held })] : []),
    ...(kept.used > 0 ? [t('desk.pools.kept-used', { count: kept.used })] : []),
    ...(kept.unused > 0 ? [t('desk.pools.kept-unused', { count: kept.unused })] : []),
    t('desk.pools.left-then', { count: left }),
    t('desk.pools.withdraw-means'),
  ].join(' ');
