import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AuditLine, DeskAudit } from '#contract/desk/desk-audit.ts';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import { usePageWords } from '#desk/api/page-words.ts';
import { deskPlaces, type ProgramPart } from '#desk/api/places.ts';
import { useWords } from '#desk/api/words.tsx';
import { Copy } from '#desk/ui/copy.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { type Mend, severities } from '#domain/desk/audit/finding.ts';
import { sayFinding } from '#i18n/audit.ts';
import type { Translate } from '#i18n/translate.ts';
import { read } from '#web/client.ts';
import { AskedForm } from './asked-form.tsx';

/** The page with its words, which are loaded beside it. */
type AuditWords = Translate<'audit' | 'common'>;

/** What a careful colleague would point at in the shop, and how each is mended. */
export function AuditPage() {
  const { t } = usePageWords<'audit'>();
  const [asked, setAsked] = useState<Readonly<Record<string, string>>>({});
  const audit = useQuery({
    queryKey: ['audit', asked],
    queryFn: () => read(deskList(deskLinks.audit, asked)),
    placeholderData: (before) => before,
  });
  return (
    <Page title={t('audit.title')} hint={t('audit.hint')}>
      {audit.data ? (
        <>
          <AskedForm
            t={t}
            marginPercent={audit.data.marginPercent}
            busy={audit.isFetching}
            onLook={(given) => {
              setAsked(given);
              if (JSON.stringify(given) === JSON.stringify(asked)) void audit.refetch();
            }}
          />
          <Findings t={t} {...audit.data} />
        </>
      ) : (
        <Waiting failure={audit.error} onRetry={() => void audit.refetch()} />
      )}
    </Page>
  );
}

function Findings({ t, findings }: { readonly t: AuditWords } & DeskAudit) {
  const count = findings.reduce((sum, { more }) => sum + 1 + more, 0);
  const forOperator = findings.filter(({ mend }) => isForOperator(mend));
  const ours = findings.filter(({ mend }) => !isForOperator(mend));
  return (
    <>
      <p role="status" className="soft">
        {count === 0 ? t('audit.none') : t('audit.counted', { count })}
      </p>
      {severities.map((severity) => {
        const these = ours.filter((one) => one.severity === severity);
        return (
          these.length > 0 && (
            <section key={severity} className="stack">
              <h2>{t(`audit.severity.${severity}`)}</h2>
              <ul className="rows">
                {these.map((line) => (
                  <FindingLine key={JSON.stringify(line)} t={t} line={line} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      {forOperator.length > 0 && <ForOperator t={t} lines={forOperator} />}
    </>
  );
}

/** Whether only who has the machine of the server can mend it. */
const isForOperator = ({ at }: Mend): boolean => at === 'setting' || at === 'command';

/** What nobody can mend at the desk: folded away, with a letter to whoever can. */
function ForOperator({
  t,
  lines,
}: {
  readonly t: AuditWords;
  readonly lines: readonly AuditLine[];
}) {
  const { format, language } = useWords();
  const letter = lines
    .map((line) => {
      const { what, mend } = sayFinding(t, { format, language }, line);
      return `– ${what}\n  ${mend} (${placeOf(line.mend)})`;
    })
    .join('\n');
  return (
    <details className="panel">
      <summary>
        <b>{t('audit.operator', { count: lines.length })}</b>
      </summary>
      <p className="soft">{t('audit.operator-hint')}</p>
      <ul className="list">
        {lines.map((line) => (
          <FindingLine key={JSON.stringify(line)} t={t} line={line} />
        ))}
      </ul>
      <Copy text={`${t('audit.operator-letter')}\n\n${letter}`} label={t('audit.operator-copy')} />
    </details>
  );
}

function FindingLine({ t, line }: { readonly t: AuditWords; readonly line: AuditLine }) {
  const { format, language } = useWords();
  const { what, mend } = sayFinding(t, { format, language }, line);
  return (
    <li className="line">
      <div>
        <b>{what}</b>
        <span>{mend}</span>
        <span className="soft">
          <Where t={t} mend={line.mend} />
        </span>
        {line.more > 0 && <span className="soft">{t('audit.more', { count: line.more })}</span>}
      </div>
    </li>
  );
}

/** Where it is mended: a page of the desk, or the words that somebody else needs. */
function Where({ t, mend }: { readonly t: AuditWords; readonly mend: Mend }) {
  switch (mend.at) {
    case 'store':
      return <Link to={deskPlaces.storeOf(mend.storeId)}>{t('audit.at.store')}</Link>;
    case 'administrators':
      return <Link to={deskPlaces.administrators}>{t('audit.at.administrators')}</Link>;
    case 'own-passkeys':
      return <Link to={deskPlaces.own}>{t('audit.at.own-passkeys')}</Link>;
    case 'program':
      return <Link to={deskPlaces.partOf(partOf(mend.path))}>{t('audit.at.program')}</Link>;
    case 'setting':
      return <>{t('audit.at.setting', { place: placeOf(mend) })}</>;
    case 'command':
      return <>{t('audit.at.command', { place: placeOf(mend) })}</>;
  }
}

/** What whoever runs the server sets or types. */
function placeOf(mend: Mend): string {
  if (mend.at === 'setting') return mend.name;
  return mend.at === 'command' ? `npm run admin -- ${mend.command}` : '';
}

/** The part of the program that has the place; what no form shows is in the file. */
function partOf([key]: Extract<Mend, { at: 'program' }>['path']): ProgramPart {
  switch (key) {
    case 'rewards':
    case 'earning':
    case 'segments':
    case 'tiers':
    case 'stores':
    case 'brand':
      return key;
    case 'points-last-months':
    case 'welcome-points':
    case 'points-per-unit':
    case 'voucher-minutes':
    case 'pending':
    case 'expiry':
      return 'points';
    default:
      return 'yaml';
  }
}
