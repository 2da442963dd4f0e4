import { useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskStore, NewTillKey, TillView } from '#contract/desk/desk-stores.ts';
import { useMay } from '#desk/api/me.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { AskTwice, type Ending } from '#desk/ui/ask-twice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import type { Shown } from './shown.ts';

interface TillsProps {
  readonly store: DeskStore;
  onShow(shown: Shown): void;
}

/** The tills of a store: their keys, and the devices that act as them. */
export function Tills({ store, onShow }: TillsProps) {
  const { t } = useWords();
  return (
    <section className="stack">
      <h2>{t('desk.stores.tills')}</h2>
      <ul className="rows">
        {store.tills.map((till) => (
          <TillLine key={till.id} till={till} onShow={onShow} />
        ))}
      </ul>
    </section>
  );
}

function TillLine({ till, onShow }: { readonly till: TillView; onShow(shown: Shown): void }) {
  const { t, format } = useWords();
  const may = useMay();
  const { id, name } = till;
  const enrol = useAction(
    (replaces: boolean) => sendProved(deskLinks.enrolTill(id), { replaces }),
    (link) => onShow({ what: 'link', title: t('desk.stores.enrol-of', { till: name }), ...link }),
  );
  const showKey = ({ key, oldUntil }: NewTillKey) =>
    onShow({
      what: 'secret',
      title: t('desk.stores.key-of', { till: name }),
      hint:
        oldUntil === null
          ? t('desk.stores.key-once')
          : t('desk.stores.key-beside', { time: format.dateTime(oldUntil) }),
      text: key,
    });
  const giveKey = useAction(
    () => sendProved(deskLinks.giveTillKey(id), { atOnce: false }),
    showKey,
  );
  const [asked, setAsked] = useState<Ending | null>(null);
  const askToEndDevice = (device: TillView['devices'][number]) =>
    setAsked({
      title: t('desk.stores.end-device-of', {
        browser: device.browser || t('common.some-browser'),
        till: name,
      }),
      means: t('desk.stores.end-device-means'),
      yes: t('desk.stores.end-device'),
      end: () => sendProved(deskLinks.endDevice(device.id), {}),
    });
  const askToEndKey = () =>
    setAsked({
      title: t('desk.stores.end-key-of', { till: name }),
      means: t('desk.stores.end-key-means'),
      yes: t('desk.stores.end-key'),
      end: () => sendProved(deskLinks.endTillKey(id), {}),
    });
  const askToReplaceKey = () =>
    setAsked({
      title: t('desk.stores.key-seen-of', { till: name }),
      means: t('desk.stores.key-seen-means'),
      yes: t('desk.stores.key'),
      end: async () => showKey(await sendProved(deskLinks.giveTillKey(id), { atOnce: true })),
    });
  const error = enrol.error ?? giveKey.error;
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{name}</bdi>
          {!till.hasKey && <span className="chip">{t('desk.stores.no-key')}</span>}
        </b>
        {till.devices.length === 0 && <span className="soft">{t('desk.stores.no-device')}</span>}
        {till.devices.map((device) => (
          <span key={device.id} className="row soft">
            <bdi>{device.browser || t('common.some-browser')}</bdi>
            {t('desk.stores.enrolled', { date: format.date(device.enrolledAt) })}
            {device.associate && <bdi>· {device.associate}</bdi>}
            {may('end-device') && (
              <button
                type="button"
                className="button quiet small"
                onClick={() => askToEndDevice(device)}
              >
                {t('desk.stores.end-device')}
              </button>
            )}
          </span>
        ))}
        <Fault error={error} />
      </div>
      {may('enrol-till') && (
        <Menu label={t('desk.change-it')} name={t('desk.change', { name })}>
          <button type="button" className="menu-item" onClick={() => enrol.run(false)}>
            {t('desk.stores.enrol')}
          </button>
          <button type="button" className="menu-item" onClick={() => enrol.run(true)}>
            {t('desk.stores.replace')}
          </button>
          <button type="button" className="menu-item" onClick={() => giveKey.run()}>
            {t('desk.stores.key')}
          </button>
          {till.hasKey && (
            <>
              <button type="button" className="menu-item" onClick={askToReplaceKey}>
                {t('desk.stores.key-seen')}
              </button>
              <button type="button" className="menu-item bad" onClick={askToEndKey}>
                {t('desk.stores.end-key')}
              </button>
            </>
          )}
        </Menu>
      )}
      {asked && <AskTwice ending={asked} onClose={() => setAsked(null)} />}
    </li>
  );
}
