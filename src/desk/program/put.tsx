import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import type { DraftEffect, ProgramDraft, ProgramPut } from '#contract/desk/desk-program.ts';
import { useMay, useMyself } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useShopDays } from '#desk/api/shop-days.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Secret } from '#desk/ui/one-time-link.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';
import { Changes, Losses } from './changes.tsx';
import { useProgramWords } from './editing.ts';

/** What putting the draft in force would do, and the button that does it. */
export function Put({ draft, onPut }: { readonly draft: ProgramDraft; onPut(): void }) {
  const { t } = useProgramWords();
  const may = useMay();
  const [day, setDay] = useState<string | null>(null);
  const [done, setDone] = useState<ProgramPut | null>(null);
  const address = deskLinks.draftEffect(draft.id);
  const effect = useQuery({
    queryKey: ['draft', draft.id, 'effect', draft.revision, day],
    queryFn: () => read(day ? deskList(address, { from: day }) : address),
    placeholderData: (before) => before,
    // Once it is in force there is no draft to ask about.
    retry: false,
    enabled: done === null,
  });
  if (done) return <Done done={done} />;
  return (
    <>
      <p className="soft">{t('desk.program.put-hint')}</p>
      {may('put-program') && <When day={day} onChange={setDay} />}
      {effect.data && !effect.error ? (
        <Effect effect={effect.data} />
      ) : (
        <Waiting failure={effect.error} onRetry={() => void effect.refetch()} />
      )}
      {effect.data && !effect.error && may('put-program') && day !== '' && (
        <PutForm
          // Another draft, day or loss is another question: a yes of before is not for it.
          key={JSON.stringify([effect.data.revision, effect.data.onto, day, effect.data.tiersGone])}
          draft={draft}
          effect={effect.data}
          day={day}
          busy={effect.isPlaceholderData}
          onDone={(answer) => {
            onPut();
            setDone(answer);
          }}
        />
      )}
    </>
  );
}

/** Now, or with the beginning of a day. @param day null: now; empty: none was chosen yet */
function When({
  day,
  onChange,
}: {
  readonly day: string | null;
  onChange(day: string | null): void;
}) {
  const { t } = useProgramWords();
  const { program } = useMyself();
  const { dayFromNow, sayDay } = useShopDays();
  const tomorrow = dayFromNow(1);
  return (
    <fieldset className="roles">
      <legend>{t('desk.program.when')}</legend>
      <label className="choice">
        <input type="radio" name="when" checked={day === null} onChange={() => onChange(null)} />
        <span>{t('desk.program.now')}</span>
      </label>
      <label className="choice">
        <input type="radio" name="when" checked={day !== null} onChange={() => onChange('')} />
        <span>{t('desk.program.on-day')}</span>
      </label>
      {day !== null && (
        <label className="field">
          {t('desk.program.day')}
          <input
            className="input"
            type="date"
            min={tomorrow}
            value={day}
            onChange={({ target }) => onChange(target.value)}
          />
          <span className="soft">
            {day === ''
              ? t('desk.program.day-none')
              : t('desk.program.day-hint', { day: sayDay(day), zone: program.timeZone })}
          </span>
        </label>
      )}
    </fieldset>
  );
}

function Effect({ effect }: { readonly effect: DraftEffect }) {
  const { t, format } = useProgramWords();
  return (
    <>
      <section className="stack">
        <h2>{t('desk.program.changes')}</h2>
        <Changes changes={effect.changes} />
        {effect.replaces.map((version) => (
          <Note key={version}>{t('desk.program.replaces', { version: `${version}` })}</Note>
        ))}
      </section>
      <section className="stack">
        <h2>{t('desk.program.losses')}</h2>
        <Losses losses={effect.losses} />
      </section>
      {effect.undoes.length > 0 && (
        <section className="stack">
          <h2>{t('desk.program.undoes')}</h2>
          <Changes changes={effect.undoes} />
        </section>
      )}
      {effect.takenBack.map(({ version, beginsAt, changes }) => (
        <section key={version} className="stack">
          <h2>
            {t('desk.program.taken-back', {
              version: `${version}`,
              time: format.fullDateTime(beginsAt),
            })}
          </h2>
          <Changes changes={changes} />
        </section>
      ))}
    </>
  );
}

function PutForm({
  draft,
  effect,
  day,
  busy,
  onDone,
}: {
  readonly draft: ProgramDraft;
  readonly effect: DraftEffect;
  readonly day: string | null;
  readonly busy: boolean;
  onDone(done: ProgramPut): void;
}) {
  const { t, format } = useProgramWords();
  const [accepted, setAccepted] = useState(false);
  const put = useAction(async () => {
    const { revision, onto, tiersGone } = effect;
    const wish = {
      revision,
      onto,
      accepted: accepted ? [...tiersGone] : [],
      ...(day !== null && { from: day }),
    };
    onDone(await sendProved(deskLinks.putDraft(draft.id), wish));
  });
  const gone = effect.tiersGone;
  const waits = busy || put.busy || (gone.length > 0 && !accepted);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!waits) put.run();
      }}
    >
      {gone.length > 0 && (
        <label className="choice">
          <input
            type="checkbox"
            checked={accepted}
            onChange={({ target }) => setAccepted(target.checked)}
          />
          <span>{t('desk.program.accept', { tier: format.list(gone) })}</span>
        </label>
      )}
      <Fault error={put.error} />
      <button type="submit" className="button" aria-disabled={waits}>
        {t(day === null ? 'desk.program.put-yes' : 'desk.program.put-day')}
      </button>
    </form>
  );
}

/** What was put in force, and the keys of new tills, which are shown here alone. */
function Done({ done }: { readonly done: ProgramPut }) {
  const { t, format } = useProgramWords();
  const go = useNavigate();
  const { beginsAt } = done;
  const version = `${done.version}`;
  const title =
    done.version === null
      ? t('desk.program.put-same')
      : beginsAt === null
        ? t('desk.program.put-done', { version })
        : t('desk.program.put-waits', { version, time: format.fullDateTime(beginsAt) });
  const close = () => void go(deskPlaces.program);
  return (
    <Dialog title={title} onClose={close}>
      {done.tills.length > 0 && <p>{t('desk.program.new-tills')}</p>}
      {done.tills.map(({ tillId, storeName, key }) => (
        <div key={tillId} className="form">
          <b>{t('desk.program.till-key', { till: tillId, store: storeName })}</b>
          <Secret text={key} />
        </div>
      ))}
      {done.tills.length > 0 && (
        <>
          <p>{t('desk.program.tills-next')}</p>
          <div className="row">
            <Link className="button quiet" to={deskPlaces.stores}>
              {t('desk.stores.title')}
            </Link>
            <Link className="button quiet" to={deskPlaces.ways}>
              {t('desk.ways.title')}
            </Link>
          </div>
        </>
      )}
      <button type="button" className="button" onClick={close}>
        {t('common.close')}
      </button>
    </Dialog>
  );
}
