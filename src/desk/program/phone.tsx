import { useEffect, useRef, useState } from 'react';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import type { FileContents, ProgramDraft } from '#contract/desk/desk-program.ts';
import { speaks, textAt } from '#desk/api/file-content.ts';
import { useMay } from '#desk/api/me.ts';
import { useMembersFound } from '#desk/api/queries.ts';
import { dress } from '#desk/ui/dress.ts';
import { useSettled } from '#desk/ui/use-settled.ts';
import { Waiting } from '#desk/ui/waiting.tsx';
import { latinDigits } from '#domain/values/latin-digits.ts';
import { digitGroups } from '#i18n/format.ts';
import { languages } from '#i18n/language.ts';
import { useProgramWords } from './editing.ts';

const whos = ['invented', 'stranger', 'member'] as const;
type Who = (typeof whos)[number];
const themes = ['light', 'dark'] as const;

/** A shopper's page as the saved draft would have it, beside the form. */
export function Phone({
  draft,
  content,
}: {
  readonly draft: ProgramDraft;
  /** As it is typed: the page shows its colour before it is saved. Null: it is no program. */
  readonly content: FileContents | null;
}) {
  const { t, language: own } = useProgramWords();
  const may = useMay();
  const [language, setLanguage] = useState(speaks(content, own) ? own : 'en');
  // A page is looked at in a language that the shop has words in.
  const offered = languages.filter((one) => one.language === 'en' || speaks(content, one.language));
  const [theme, setTheme] = useState<(typeof themes)[number]>('light');
  const [who, setWho] = useState<Who>('invented');
  const [points, setPoints] = useState('200');
  const [number, setNumber] = useState<string | null>(null);
  const seen =
    who === 'invented'
      ? { points: points || '0' }
      : who === 'member'
        ? { member: number ?? '' }
        : {};
  const ready = who !== 'member' || number !== null;
  const url = deskList(deskLinks.draftPreview(draft.id), { language, theme, ...seen });
  return (
    <aside className="phone" aria-label={t('desk.program.phone')}>
      <h2>{t('desk.program.phone')}</h2>
      <div className="pair">
        <label className="field">
          {t('desk.program.phone-who')}
          <select
            className="input"
            value={who}
            onChange={({ target }) =>
              setWho(whos.find((one) => one === target.value) ?? 'invented')
            }
          >
            {whos
              .filter((one) => one !== 'member' || may('see-members'))
              .map((one) => (
                <option key={one} value={one}>
                  {t(`desk.program.phone-${one}`)}
                </option>
              ))}
          </select>
        </label>
        {who === 'invented' && (
          <label className="field">
            {t('desk.program.field.points')}
            <input
              className="input"
              inputMode="numeric"
              dir="ltr"
              maxLength={6}
              value={points}
              onChange={({ target }) => setPoints(latinDigits(target.value).replaceAll(/\D/g, ''))}
            />
          </label>
        )}
        {who === 'member' && <Member onChoose={setNumber} />}
      </div>
      <div className="row">
        {offered.map((one) => (
          <button
            key={one.language}
            type="button"
            className="button quiet small"
            lang={one.language}
            aria-pressed={one.language === language}
            onClick={() => setLanguage(one.language)}
          >
            {one.name}
          </button>
        ))}
        {themes.map((one) => (
          <button
            key={one}
            type="button"
            className="button quiet small"
            aria-pressed={one === theme}
            onClick={() => setTheme(one)}
          >
            {t(`desk.program.phone-${one}`)}
          </button>
        ))}
      </div>
      <Shown draft={draft} url={ready ? url : null} color={textAt(content, ['brand', 'color'])} />
      <p className="soft">{t('desk.program.phone-hint')}</p>
    </aside>
  );
}

/** A member who is looked for as on the members' page. Who alone is found is chosen. */
function Member({ onChoose }: { onChoose(number: string | null): void }) {
  const { t } = useProgramWords();
  const [typed, setTyped] = useState('');
  const [picked, setPicked] = useState('');
  const words = useSettled(typed.trim());
  const asked = useMembersFound(words, true);
  const found = asked.data?.rows ?? [];
  const [first, ...others] = found;
  const chosen =
    found.find(({ number }) => number === picked) ?? (others.length === 0 ? first : null);
  const number = chosen?.number ?? null;
  useEffect(() => onChoose(number), [onChoose, number]);
  // Nobody is found only once the answer is here.
  const none = asked.isPending
    ? t('common.loading')
    : t(first ? 'desk.program.phone-choose' : 'desk.program.phone-nobody');
  return (
    <>
      <label className="field">
        {t('desk.program.phone-find')}
        <input
          className="input"
          type="search"
          autoComplete="off"
          dir="auto"
          maxLength={120}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      {words.length >= 2 && asked.isLoadingError && (
        <Waiting failure={asked.error} onRetry={() => void asked.refetch()} />
      )}
      {words.length >= 2 && !asked.isLoadingError && (
        <label className="field">
          {t('desk.program.phone-found')}
          <select
            className="input"
            value={number ?? ''}
            onChange={({ target }) => setPicked(target.value)}
          >
            {number === null && <option value="">{none}</option>}
            {found.map((one) => (
              <option key={one.id} value={one.number}>
                {`${one.name ?? ''} ${digitGroups(one.number)}`.trim()}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

/** @param url null: it is not said yet who looks */
function Shown({
  draft,
  url,
  color,
}: {
  readonly draft: ProgramDraft;
  readonly url: string | null;
  readonly color: string;
}) {
  const { t } = useProgramWords();
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const shown = frame.current;
    const show = () => {
      const root = shown?.contentDocument?.documentElement;
      if (root) dress(root, color);
    };
    show();
    shown?.addEventListener('load', show);
    return () => shown?.removeEventListener('load', show);
  });
  if (draft.faults.length > 0) return <p className="soft">{t('desk.program.phone-faults')}</p>;
  if (url === null) return <p className="soft">{t('desk.program.phone-choose-hint')}</p>;
  return (
    <iframe
      // Another revision is another page at the same address.
      key={`${draft.revision} ${url}`}
      ref={frame}
      src={url}
      title={t('desk.program.phone-title')}
      // It is the shop's own page, whose pictures need its origin; it runs no script.
      sandbox="allow-same-origin"
    />
  );
}
