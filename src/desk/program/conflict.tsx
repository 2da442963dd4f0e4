import { useQuery } from '@tanstack/react-query';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { ProgramDraft, SaveDraft } from '#contract/desk/desk-program.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read, send } from '#web/client.ts';
import { Changes } from './changes.tsx';
import { useProgramWords } from './editing.ts';

/** Somebody saved the draft meanwhile: what differs, and whose to keep. */
export function Conflict({
  draftId,
  mine,
  error,
  onTheirs,
  onMine,
  onClose,
}: {
  readonly draftId: string;
  readonly mine: SaveDraft;
  /** What went wrong with saving mine; null: nothing. */
  readonly error: unknown;
  onTheirs(theirs: ProgramDraft): void;
  /** @param revision theirs, which mine is saved over */
  onMine(revision: number): void;
  onClose(): void;
}) {
  const { t, format } = useProgramWords();
  const differs = useQuery({
    queryKey: ['draft', draftId, 'differs', mine],
    queryFn: () => send(deskLinks.compareDraft(draftId), mine),
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  const { data } = differs;
  const take = useAction(async () => onTheirs(await read(deskLinks.draft(draftId))));
  return (
    <Dialog title={t('desk.program.conflict')} onClose={onClose}>
      {data ? (
        <div className="form">
          <p>
            {t('desk.program.conflict-hint', {
              name: data.savedBy,
              time: format.fullDateTime(data.savedAt),
            })}
          </p>
          {data.comparable ? (
            <Changes changes={data.changes} />
          ) : (
            <p className="soft">{t('desk.program.conflict-unseen')}</p>
          )}
          <Fault error={take.error ?? error} />
          <div className="row">
            <button type="button" className="button" onClick={() => take.run()}>
              {t('desk.program.take-theirs')}
            </button>
            <button type="button" className="button danger" onClick={() => onMine(data.revision)}>
              {t('desk.program.keep-mine')}
            </button>
          </div>
        </div>
      ) : (
        <Waiting failure={differs.error} onRetry={() => void differs.refetch()} />
      )}
    </Dialog>
  );
}
