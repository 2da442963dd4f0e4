import { useState } from 'react';
import { Link } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskProgram, DraftLine, ProgramVersion } from '#contract/desk/desk-program.ts';
import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { saveFile } from '#desk/api/save-file.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useInForce } from '#desk/api/use-in-force.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read, send } from '#web/client.ts';
import { Begin, type Beginning } from './begin.tsx';
import { Changes } from './changes.tsx';
import { useProgramWords } from './editing.ts';
import { Holds } from './holds.tsx';

/** The program in force, what waits for its day, and the drafts. */
export function Program() {
  const { t } = useProgramWords();
  const may = useMay();
  const [beginning, setBeginning] = useState<Beginning | null>(null);
  const { program: found, file } = useInForce();
  if (!found.data) {
    return (
      <Page title={t('desk.program.title')}>
        <Waiting failure={found.error} onRetry={() => void found.refetch()} />
      </Page>
    );
  }
  const { versions, drafts } = found.data;
  const inForce = versions.find(({ state }) => state === 'in-force');
  const waiting = versions.filter(({ state }) => state === 'waits');
  const past = versions.filter(({ state }) => state === 'over' || state === 'withdrawn');
  return (
    <Page
      title={t('desk.program.title')}
      hint={t('desk.program.hint')}
      actions={
        may('edit-program') && (
          <>
            <button
              type="button"
              className="button"
              onClick={() => setBeginning({ version: inForce?.version ?? 1 })}
            >
              {t('desk.program.begin')}
            </button>
            <button type="button" className="button quiet" onClick={() => setBeginning('file')}>
              {t('desk.program.import')}
            </button>
          </>
        )
      }
    >
      {file.data?.content && <Holds content={file.data.content} />}
      <Drafts drafts={drafts} />
      {waiting.length > 0 && (
        <section className="stack">
          <h2>{t('desk.program.waits')}</h2>
          {waiting.map((one) => (
            <Version key={one.version} one={one} program={found.data} onBegin={setBeginning} />
          ))}
        </section>
      )}
      {inForce && (
        <section className="stack">
          <h2>{t('desk.program.in-force')}</h2>
          <Version one={inForce} program={found.data} onBegin={setBeginning} />
        </section>
      )}
      {past.length > 0 && (
        <details className="entry-of-list">
          <summary>
            <b>{t('desk.program.earlier')}</b>
          </summary>
          {past.map((one) => (
            <Version key={one.version} one={one} program={found.data} onBegin={setBeginning} />
          ))}
        </details>
      )}
      {beginning && <Begin from={beginning} onClose={() => setBeginning(null)} />}
    </Page>
  );
}

function Drafts({ drafts }: { readonly drafts: readonly DraftLine[] }) {
  const { t } = useProgramWords();
  return (
    <section className="stack">
      <h2>{t('desk.program.drafts')}</h2>
      {drafts.length === 0 && <p className="soft">{t('desk.program.no-drafts')}</p>}
      <ul className="rows">
        {drafts.map((draft) => (
          <Draft key={draft.id} draft={draft} />
        ))}
      </ul>
    </section>
  );
}

function Draft({ draft }: { readonly draft: DraftLine }) {
  const { t, format } = useProgramWords();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { name, savedBy, savedAt } = draft;
  return (
    <li className="line">
      <div>
        <b>
          <Link to={deskPlaces.draftOf(draft.id, 'rewards')}>
            <bdi>{name}</bdi>
          </Link>
        </b>
        <span className="soft">
          {t('desk.program.saved', { name: savedBy, time: format.fullDateTime(savedAt) })}
        </span>
      </div>
      {may('edit-program') && (
        <button type="button" className="button quiet small" onClick={() => setAsking(true)}>
          {t('desk.program.discard')}
        </button>
      )}
      {asking && (
        <AskTwice
          ending={{
            title: t('desk.program.discard-of', { name }),
            means: t('desk.program.discard-hint'),
            yes: t('desk.program.discard'),
            end: () => send(deskLinks.discardDraft(draft.id), { revision: draft.revision }),
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

function Version({
  one,
  program,
  onBegin,
}: {
  readonly one: ProgramVersion;
  readonly program: DeskProgram;
  onBegin(from: Beginning): void;
}) {
  const { t, format } = useProgramWords();
  const may = useMay();
  const { version, state } = one;
  const words = { version: `${version}`, time: format.fullDateTime(one.beginsAt) };
  const [asking, setAsking] = useState(false);
  const save = useAction(async () => {
    const { text } = await read(deskLinks.programVersion(String(version)));
    saveFile(`${program.name} ${version}.yaml`, text, 'application/yaml');
  });
  const title = {
    'in-force': t('desk.program.since', words),
    waits: t('desk.program.begins', words),
    over: t('desk.program.over', words),
    withdrawn: t('desk.program.withdrawn', words),
  };
  return (
    <div className="stack">
      <div className="rows line">
        <b>{title[state]}</b>
        <div className="row">
          {state === 'waits' && may('put-program') && (
            <button
              type="button"
              className="button quiet small"
              aria-label={t('desk.program.take-back-of', words)}
              onClick={() => setAsking(true)}
            >
              {t('desk.program.take-back')}
            </button>
          )}
          {state !== 'in-force' && may('edit-program') && (
            <button
              type="button"
              className="button quiet small"
              aria-label={t('desk.program.begin-from', words)}
              onClick={() => onBegin({ version })}
            >
              {t('desk.program.begin')}
            </button>
          )}
          <button type="button" className="button quiet small" onClick={() => save.run()}>
            {t('desk.program.export')}
          </button>
        </div>
      </div>
      <Fault error={save.error} />
      {asking && (
        <AskTwice
          ending={{
            title: t('desk.program.take-back-sure', words),
            means: t('desk.program.take-back-means'),
            yes: t('desk.program.take-back'),
            end: () => sendProved(deskLinks.withdrawProgram(String(version)), {}),
          }}
          onClose={() => setAsking(false)}
        />
      )}
      {one.changes === null ? (
        <p className="soft">{t('desk.program.first')}</p>
      ) : (
        <Changes changes={one.changes} />
      )}
    </div>
  );
}
