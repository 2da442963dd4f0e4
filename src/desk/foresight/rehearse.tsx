import { useEffect, useRef, useState } from 'react';
import type { FaultInFile } from '#contract/desk/desk-faults.ts';
import {
  ChooseRehearsal,
  type Rehearsal,
  type RehearseText,
} from '#contract/desk/desk-foresight.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useFaultText } from '#desk/api/fault-text.ts';
import { useForesightWords } from '#desk/api/foresight-words.ts';
import { useShopDays } from '#desk/api/shop-days.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Field, Form } from '#desk/ui/form.tsx';
import { Page } from '#desk/ui/page.tsx';
import { read } from '#web/client.ts';
import { Failed } from '#web/failure.ts';
import { linesOf } from '#web/lines.ts';
import { Figures } from './figures.tsx';
import { WhatToTry } from './what-to-try.tsx';

type Shown = { readonly found: Rehearsal } | { readonly faults: readonly FaultInFile[] };

/** Another program, rehearsed on the shop's own past before anything of it is in force. */
export function Rehearse() {
  const { t } = useForesightWords();
  const { dayFromNow, sayDay } = useShopDays();
  const [from, setFrom] = useState('');
  const [members, setMembers] = useState<number | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const running = useRef<AbortController | null>(null);
  // Nobody waits for it any more.
  useEffect(() => () => running.current?.abort(), []);
  const action = useAction(async ({ draft, ...typed }: ChooseRehearsal) => {
    const cancel = new AbortController();
    running.current = cancel;
    setShown(null);
    setMembers(0);
    try {
      // Somebody may have saved it since this page was opened.
      const saved = draft === undefined ? typed : await read(deskLinks.draft(draft));
      const fields = { ...typed, text: saved.text };
      setShown(await rehearsed(fields, cancel.signal, setMembers));
    } finally {
      setMembers(null);
    }
  });
  return (
    <Page title={t('desk.rehearse.title')} hint={t('desk.rehearse.hint')}>
      <section className="panel">
        <Form
          schema={ChooseRehearsal}
          fields={(form) => {
            const draft = form.get('draft');
            return {
              text: String(form.get('text')),
              ...(from !== '' && { from }),
              ...(draft !== null && { draft: String(draft) }),
            };
          }}
          action={action}
          submit={t('desk.rehearse.yes')}
        >
          <WhatToTry />
          <Field
            label={t('desk.rehearse.from')}
            name="from"
            hint={
              from === ''
                ? t('desk.rehearse.from-hint', { day: sayDay(dayFromNow(-365)) })
                : sayDay(from)
            }
          >
            {(ties) => (
              <input
                className="input"
                type="date"
                max={dayFromNow(0)}
                value={from}
                onChange={({ target }) => setFrom(target.value)}
                {...ties}
              />
            )}
          </Field>
        </Form>
        {members !== null && (
          <div className="row" role="status">
            <span>{t('desk.rehearse.so-far', { count: members })}</span>
            <button
              type="button"
              className="button quiet small"
              onClick={() => running.current?.abort()}
            >
              {t('desk.rehearse.cancel')}
            </button>
          </div>
        )}
      </section>
      {shown && 'faults' in shown && <Faults faults={shown.faults} />}
      {shown && 'found' in shown && <Figures found={shown.found} />}
    </Page>
  );
}

/** What is wrong in the text, by line. */
function Faults({ faults }: { readonly faults: readonly FaultInFile[] }) {
  const { t } = useForesightWords();
  const text = useFaultText();
  return (
    <section className="panel" role="alert">
      <h2>{t('desk.rehearse.faults')}</h2>
      <ul className="list">
        {faults.map((fault) => (
          <li key={`${fault.line} ${fault.path} ${fault.reason}`}>
            {fault.line}: <b dir="ltr">{fault.path}</b> {text(fault)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** @returns null: it was cancelled here */
async function rehearsed(
  fields: RehearseText,
  cancelled: AbortSignal,
  reached: (members: number) => void,
): Promise<Shown | null> {
  try {
    for await (const line of linesOf(deskLinks.rehearsal, fields, cancelled)) {
      if ('members' in line) reached(line.members);
      else if ('refused' in line) throw new Failed({ kind: 'refused', refusal: line.refused });
      else return line;
    }
  } catch (error) {
    if (cancelled.aborted) return null;
    throw error;
  }
  // The server ended it without a last word, as it does when it stops.
  throw new Failed({ kind: 'unreached' });
}
