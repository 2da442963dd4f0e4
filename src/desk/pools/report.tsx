import type { UploadReport } from '#contract/admin/admin-answers.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { Note } from '#desk/ui/note.tsx';
import { Faults } from './faults.tsx';

/** What became of a file of codes. */
export function Report({ report, onMore }: { readonly report: UploadReport; onMore(): void }) {
  const { t } = useOperationsWords();
  const { added, duplicates, bad, left, faults } = report;
  return (
    <section className="panel">
      <Note>
        {[t('desk.pools.loaded', { count: added }), t('desk.pools.free', { count: left })].join(
          ' · ',
        )}
      </Note>
      {duplicates + bad > 0 && (
        <p>
          {[t('desk.pools.known', { count: duplicates }), t('desk.pools.bad', { count: bad })].join(
            ' · ',
          )}
        </p>
      )}
      <p className="soft">{t('desk.pools.by-mistake')}</p>
      <Faults faults={faults} all={duplicates + bad} />
      <div className="row">
        <button type="button" className="button quiet" onClick={onMore}>
          {t('desk.pools.another')}
        </button>
      </div>
    </section>
  );
}
