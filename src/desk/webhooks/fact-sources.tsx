import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FactSourceLine, NewFactSecret } from '#contract/desk/desk-facts.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { AddFactSource } from '#contract/desk/operations-input.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useSentence } from '#desk/api/words.tsx';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Secret } from '#desk/ui/one-time-link.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';

/** Systems of the shop that tell facts of members, each with a secret that signs what it sends. */
export function FactSources() {
  const { t } = useOperationsWords();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<NewFactSecret | null>(null);
  const list = useQuery({ queryKey: ['fact-sources'], queryFn: () => read(deskLinks.factSources) });
  return (
    <section className="stack">
      <h2>{t('desk.facts.title')}</h2>
      <p className="soft">{t('desk.facts.hint')}</p>
      {list.data ? (
        <Lines sources={list.data.sources} onMade={setMade} />
      ) : (
        <Waiting failure={list.error} onRetry={() => void list.refetch()} />
      )}
      {may('change-webhooks') && (
        <div>
          <button type="button" className="button quiet" onClick={() => setAdding(true)}>
            {t('desk.facts.add')}
          </button>
        </div>
      )}
      {adding && (
        <Add
          onClose={() => setAdding(false)}
          onMade={(secret) => {
            setAdding(false);
            setMade(secret);
          }}
        />
      )}
      {made && <Made made={made} onClose={() => setMade(null)} />}
    </section>
  );
}

interface Making {
  onMade(made: NewFactSecret): void;
}

function Lines({ sources, onMade }: Making & { readonly sources: readonly FactSourceLine[] }) {
  const { t } = useOperationsWords();
  const may = useMay();
  if (sources.length === 0) return <p className="soft">{t('desk.facts.none')}</p>;
  return (
    <ul className="rows">
      {sources.map((source) => (
        <li key={source.name} className="line">
          <div>
            <b>
              <bdi dir="ltr">{source.name}</bdi>
            </b>
            <Heard source={source} />
          </div>
          {may('change-webhooks') && <Changes name={source.name} onMade={onMade} />}
        </li>
      ))}
    </ul>
  );
}

function Heard({ source: { heardAt, oldSecretUntil } }: { readonly source: FactSourceLine }) {
  const { t, format } = useOperationsWords();
  return (
    <span className="soft">
      {heardAt === null
        ? t('desk.facts.unheard')
        : t('desk.facts.heard', { time: format.dateTime(heardAt) })}
      {oldSecretUntil !== null && (
        <> · {t('desk.facts.old-secret', { time: format.dateTime(oldSecretUntil) })}</>
      )}
    </span>
  );
}

function Changes({ name, onMade }: Making & { readonly name: string }) {
  const { t } = useOperationsWords();
  const sentence = useSentence();
  const [ending, setEnding] = useState(false);
  const renew = useAction(() => sendProved(deskLinks.factSourceSecret(name), {}), onMade);
  return (
    <>
      {renew.error !== null && <Note bad>{sentence(renew.error)}</Note>}
      <Menu label={t('desk.webhooks.change')} name={t('desk.facts.change', { name })}>
        <button type="button" className="menu-item" onClick={() => renew.run()}>
          {t('desk.webhooks.new-secret')}
        </button>
        <button type="button" className="menu-item bad" onClick={() => setEnding(true)}>
          {t('desk.facts.end')}
        </button>
      </Menu>
      {ending && (
        <AskTwice
          ending={{
            title: t('desk.facts.end-of', { name }),
            means: t('desk.facts.end-means'),
            yes: t('desk.facts.end'),
            end: () => sendProved(deskLinks.factSourceEnd(name), {}),
          }}
          onClose={() => setEnding(false)}
        />
      )}
    </>
  );
}

function Add({ onClose, onMade }: Making & { onClose(): void }) {
  const { t } = useOperationsWords();
  const add = useAction(
    (fields: { readonly name: string }) => sendProved(deskLinks.factSources, fields),
    onMade,
  );
  return (
    <Dialog title={t('desk.facts.add')} onClose={onClose}>
      <Form
        schema={AddFactSource}
        fields={(form) => ({ name: String(form.get('name')).trim() })}
        action={add}
        submit={t('desk.facts.add-yes')}
      >
        <Field label={t('desk.facts.name')} name="name" hint={t('desk.facts.name-hint')}>
          {(ties) => (
            <input
              className="input"
              dir="ltr"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="judge-me"
              {...ties}
            />
          )}
        </Field>
      </Form>
    </Dialog>
  );
}

/** The address and the secret, which is shown this once. */
function Made({ made, onClose }: { readonly made: NewFactSecret; onClose(): void }) {
  const { t, format } = useOperationsWords();
  return (
    <Dialog title={t('desk.webhooks.secret')} onClose={onClose}>
      <p>{t('desk.facts.send-to')}</p>
      <code className="secret" dir="ltr">
        {made.url}
      </code>
      <p>
        {made.oldUntil === null
          ? t('desk.facts.secret-hint')
          : t('desk.facts.secret-beside', { time: format.dateTime(made.oldUntil) })}
      </p>
      <Secret text={made.secret} />
    </Dialog>
  );
}
