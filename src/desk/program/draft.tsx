import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { ProgramDraft, SaveDraft } from '#contract/desk/desk-program.ts';
import { useAttended } from '#desk/api/attended.ts';
import { useMay } from '#desk/api/me.ts';
import { type DraftPart, deskPlaces, draftParts } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useSentence } from '#desk/api/words.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read, send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { Conflict } from './conflict.tsx';
import { withValue } from './content.ts';
import { Earning } from './earning.tsx';
import { type Editing, EditingContext, useProgramWords } from './editing.ts';
import { FaultList } from './fault-list.tsx';
import { Phone } from './phone.tsx';
import { Put } from './put.tsx';
import { Rewards } from './rewards.tsx';
import { Segments } from './segments.tsx';
import { Brand, Points, Tiers } from './settings.tsx';
import { leftUnsaved, partWith, type Unsaved, useUnsaved } from './unsaved.ts';
import { YamlTab } from './yaml-tab.tsx';

/** One draft: its forms, its file, and what putting it in force would do. */
export function DraftPage() {
  const { t } = useProgramWords();
  const { draftId = '' } = useParams();
  const attended = useAttended();
  const draft = useQuery({
    queryKey: ['draft', draftId],
    queryFn: () => read(deskLinks.draft(draftId)),
    // Each beat, so that what somebody else saves shows soon where nothing of mine is open.
    refetchInterval: attended && 15_000,
  });
  if (!draft.data) {
    return (
      <Page title={t('desk.program.title')}>
        <Waiting failure={draft.error} onRetry={() => void draft.refetch()} />
      </Page>
    );
  }
  return <Editor key={draftId} found={draft.data} />;
}

function Editor({ found }: { readonly found: ProgramDraft }) {
  const { t } = useProgramWords();
  const { part: asked = 'rewards' } = useParams();
  const may = useMay();
  const go = useNavigate();
  const client = useQueryClient();
  const { unsaved, latest, note } = useUnsaved(found.id);
  const part = partWith(unsaved, asked);
  // What somebody else saved since it was typed shows as a conflict when it is saved.
  const [draft, setDraft] = useState(unsaved ? { ...found, revision: unsaved.revision } : found);
  const [saved, setSaved] = useState(false);
  const [conflict, setConflict] = useState<SaveDraft | null>(null);
  // Somebody else's version, where nothing of mine would be lost.
  if (found.revision > draft.revision && unsaved === null && conflict === null) setDraft(found);
  const type = (typed: Pick<SaveDraft, 'content' | 'text'>) => {
    setSaved(false);
    note({ ...typed, revision: draft.revision });
  };
  const adopt = (next: ProgramDraft, sent: Unsaved | null) => {
    client.setQueryData(['draft', next.id], next);
    setDraft(next);
    note(leftUnsaved(latest.current, sent, next.revision));
    setConflict(null);
  };
  const save = useAction(async (wish: SaveDraft, then?: () => void) => {
    const sent = latest.current;
    try {
      adopt(await send(deskLinks.draft(draft.id), wish), sent);
      setSaved(true);
      // Another part would not show what was typed meanwhile.
      if (latest.current === null) then?.();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'refused' || failure.refusal.key !== 'desk-draft-changed') throw error;
      setConflict({ ...wish, ...latest.current });
    }
  });
  const saveNow = (then?: () => void) => (unsaved ? save.run(unsaved, then) : then?.());
  useSaveKey(() => saveNow());
  useAskBefore(unsaved !== null);
  const open = (to: DraftPart) => saveNow(() => void go(deskPlaces.draftOf(draft.id, to)));
  const content = (unsaved?.content as ProgramDraft['content'] | undefined) ?? draft.content;
  const editing: Editing | null = content && {
    content,
    faults: draft.faults,
    readOnly: !may('edit-program'),
    change: (path, value) =>
      type({ content: withValue(content, path, value) as Record<string, unknown> }),
  };
  return (
    <Page title={draft.name} hint={may('edit-program') ? '' : t('desk.program.read-only')}>
      <div className={part === 'put' ? 'alone' : 'draft'}>
        <div>
          <Parts part={part} onOpen={open} />
          <FaultList faults={draft.faults} onOpen={open} />
          <SaveBar unsaved={unsaved !== null} saved={saved} save={save} onSave={() => saveNow()} />
          {part === 'yaml' ? (
            <YamlTab
              text={unsaved?.text ?? draft.text}
              faults={draft.faults}
              readOnly={!may('edit-program')}
              onChange={(text) => type({ text })}
            />
          ) : part === 'put' ? (
            <Put draft={draft} />
          ) : editing ? (
            <EditingContext value={editing}>{formOf(part)}</EditingContext>
          ) : (
            <Note bad>{t('desk.program.no-forms')}</Note>
          )}
        </div>
        {part !== 'put' && <Phone draft={draft} />}
      </div>
      {conflict && (
        <Conflict
          draftId={draft.id}
          mine={conflict}
          onTheirs={() =>
            void read(deskLinks.draft(draft.id)).then((theirs) => adopt(theirs, latest.current))
          }
          onMine={(revision) => save.run({ ...conflict, revision })}
          onClose={() => setConflict(null)}
        />
      )}
    </Page>
  );
}

function formOf(part: string): ReactNode {
  switch (part) {
    case 'earning':
      return <Earning />;
    case 'segments':
      return <Segments />;
    case 'tiers':
      return <Tiers />;
    case 'brand':
      return <Brand />;
    case 'points':
      return <Points />;
    default:
      return <Rewards />;
  }
}

function Parts({ part, onOpen }: { readonly part: string; onOpen(part: DraftPart): void }) {
  const { t } = useProgramWords();
  return (
    <nav className="parts" aria-label={t('desk.program.parts')}>
      {draftParts.map((one) => (
        <button
          key={one}
          type="button"
          aria-current={one === part ? 'page' : undefined}
          onClick={() => onOpen(one)}
        >
          {t(`desk.program.part.${one}`)}
        </button>
      ))}
    </nav>
  );
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
  const sentence = useSentence();
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
      {save.error !== null && <Note bad>{sentence(save.error)}</Note>}
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
