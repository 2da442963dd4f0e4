import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { ProgramDraft, SaveDraft } from '#contract/desk/desk-program.ts';
import { useAttended } from '#desk/api/attended.ts';
import { useMay } from '#desk/api/me.ts';
import { type DraftPart, deskPlaces, draftParts } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useLeadOn } from '#desk/api/use-lead-on.ts';
import { Fault } from '#desk/ui/fault.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read, send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { Conflict } from './conflict.tsx';
import { DraftOver, isOver } from './draft-over.tsx';
import { EditingContext, useProgramWords } from './editing.ts';
import { FaultList } from './fault-list.tsx';
import { formOf, Parts } from './parts.tsx';
import { Phone } from './phone.tsx';
import { Put } from './put.tsx';
import { leftUnsaved, partWith, type Unsaved, useUnsaved } from './unsaved.ts';
import { useForms } from './use-forms.ts';
import { YamlTab } from './yaml-tab.tsx';

/** One draft: its forms, its file, and what putting it in force would do. */
export function DraftPage() {
  const { t } = useProgramWords();
  const { draftId = '' } = useParams();
  const attended = useAttended();
  // What was put in force here is told on its own page, with keys that are shown once.
  const [put, setPut] = useState<string | null>(null);
  const draft = useQuery({
    queryKey: ['draft', draftId],
    queryFn: () => read(deskLinks.draft(draftId)),
    // Each beat, so that what somebody else saves shows soon where nothing of mine is open.
    refetchInterval: attended && 15_000,
  });
  if (isOver(draft.error) && put !== draftId) {
    return (
      <DraftOver key={draftId} draftId={draftId} name={draft.data?.name} error={draft.error} />
    );
  }
  if (!draft.data) {
    return (
      <Page title={t('desk.program.title')}>
        <Waiting failure={draft.error} onRetry={() => void draft.refetch()} />
      </Page>
    );
  }
  return <Editor key={draftId} found={draft.data} onPut={() => setPut(draftId)} />;
}

function Editor({ found, onPut }: { readonly found: ProgramDraft; onPut(): void }) {
  const { t } = useProgramWords();
  const { part: asked = 'rewards' } = useParams();
  const may = useMay();
  const leadOn = useLeadOn();
  const client = useQueryClient();
  const { unsaved, latest, note } = useUnsaved(found.id);
  const part = partWith(unsaved, asked);
  // What somebody else saved since it was typed shows as a conflict when it is saved.
  const [draft, setDraft] = useState(unsaved ? { ...found, revision: unsaved.revision } : found);
  const [saved, setSaved] = useState(false);
  const [unnamed, setUnnamed] = useState<string | null>(null);
  const [conflict, setConflict] = useState<SaveDraft | null>(null);
  // Somebody else's version, where nothing of mine would be lost.
  if (found.revision > draft.revision && unsaved === null && conflict === null) setDraft(found);
  const type = (typed: Pick<SaveDraft, 'content' | 'text'>) => {
    setSaved(false);
    setUnnamed(null);
    note({ ...typed, revision: draft.revision });
  };
  const adopt = (next: ProgramDraft, sent: Unsaved | null) => {
    client.setQueryData(['draft', next.id], next);
    setDraft(next);
    note(leftUnsaved(latest.current, sent, next.revision));
    setConflict(null);
  };
  // The part that was pressed last, maybe while all was being saved already.
  const wanted = useRef<DraftPart>(null);
  const open = (to: DraftPart) => leadOn(deskPlaces.draftOf(draft.id, to));
  const save = useAction(async (wish: SaveDraft) => {
    const sent = latest.current;
    try {
      adopt(await send(deskLinks.draft(draft.id), wish), sent);
      setSaved(true);
      // Another part would not show what was typed meanwhile.
      if (latest.current === null && wanted.current) open(wanted.current);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'refused' || failure.refusal.key !== 'desk-draft-changed') throw error;
      setConflict({ ...wish, ...latest.current });
    }
  });
  const saveNow = (then: DraftPart | null) => {
    wanted.current = then;
    if (unsaved) save.run(unsaved);
    else if (then) open(then);
  };
  useSaveKey(() => saveNow(null));
  useAskBefore(unsaved !== null);
  const editing = useForms({
    draft,
    pictures: found.pictures,
    unsaved,
    type,
    onUnnamed: setUnnamed,
  });
  if (isOver(save.error)) {
    return <DraftOver draftId={draft.id} name={draft.name} error={save.error} />;
  }
  return (
    <Page title={draft.name} hint={may('edit-program') ? '' : t('desk.program.read-only')}>
      <div className={part === 'put' ? 'alone' : 'draft'}>
        <div>
          <Parts parts={draftParts} part={part} onOpen={saveNow} />
          <FaultList faults={draft.faults} onOpen={saveNow} />
          <SaveBar
            unsaved={unsaved !== null}
            saved={saved}
            save={save}
            onSave={() => saveNow(null)}
          />
          <Unnamed file={unnamed} />
          <Content {...{ part, draft, unsaved, editing, type, onPut }} />
        </div>
        {part !== 'put' && <Phone draft={draft} content={editing?.content ?? null} />}
      </div>
      {conflict && (
        <Conflict
          draftId={draft.id}
          mine={conflict}
          error={save.error}
          onTheirs={(theirs) => adopt(theirs, latest.current)}
          onMine={(revision) => save.run({ ...conflict, revision })}
          onClose={() => setConflict(null)}
        />
      )}
    </Page>
  );
}

/** What is shown of a part: its forms, its file, or what putting it in force would do. */
function Content({
  part,
  draft,
  unsaved,
  editing,
  type,
  onPut,
}: {
  readonly part: string;
  readonly draft: ProgramDraft;
  readonly unsaved: Unsaved | null;
  readonly editing: ReturnType<typeof useForms>;
  type(typed: Pick<SaveDraft, 'text'>): void;
  onPut(): void;
}) {
  const { t } = useProgramWords();
  const may = useMay();
  if (part === 'put') return <Put draft={draft} onPut={onPut} />;
  if (part === 'yaml')
    return (
      <YamlTab
        text={unsaved?.text ?? draft.text}
        faults={draft.faults}
        readOnly={!may('edit-program')}
        onChange={(text) => type({ text })}
      />
    );
  if (!editing) return <Note bad>{t('desk.program.no-forms')}</Note>;
  return <EditingContext value={editing}>{formOf(part)}</EditingContext>;
}

/** A picture that arrived where nothing can name it. */
function Unnamed({ file }: { readonly file: string | null }) {
  const { t } = useProgramWords();
  return file !== null && <Note bad>{t('desk.program.picture.unnamed', { file })}</Note>;
}

function SaveBar({
  unsaved,
  saved,
  save,
  onSave,
}: {
  readonly unsaved: boolean;
  readonly saved: boolean;
  readonly save: { readonly busy: boolean; readonly error: unknown };
  onSave(): void;
}) {
  const { t } = useProgramWords();
  const { part } = useParams();
  return (
    <>
      {unsaved && (
        <div className="save-bar">
          <span>{t('desk.program.unsaved')}</span>
          <button type="button" className="button" aria-disabled={save.busy} onClick={onSave}>
            {t('desk.program.save')}
          </button>
        </div>
      )}
      {/* Beside what was put in force it would not be so. */}
      {saved && !unsaved && part !== 'put' && <Note>{t('desk.program.is-saved')}</Note>}
      <Fault error={save.error} />
    </>
  );
}

/** ⌘S, and Ctrl+S where there is no ⌘. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      save();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
}

/** The browser asks before a tab is closed with something unsaved in it. */
function useAskBefore(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const leaves = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', leaves);
    return () => removeEventListener('beforeunload', leaves);
  }, [unsaved]);
}
