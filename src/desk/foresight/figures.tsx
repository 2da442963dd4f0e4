import type { Pair, Rehearsal } from '#contract/desk/desk-foresight.ts';
import { useForesightWords } from '#desk/api/foresight-words.ts';
import { useMyself } from '#desk/api/me.ts';
import { textIn } from '#domain/program/text.ts';
import { digitGroups } from '#i18n/format.ts';

/** What a rehearsal found, as it is beside what it would be. */
export function Figures({ found }: { readonly found: Rehearsal }) {
  const { t, format, language } = useForesightWords();
  const { currency } = useMyself().program;
  const { differences, worth, members, sales } = found;
  const money = (minor: number) => format.money({ minor, currency });
  const none = differences.sales + differences.members === 0;
  return (
    <>
      <section className="panel">
        <h2>
          {none
            ? t('desk.rehearse.none')
            : t('desk.rehearse.differences', {
                sales: differences.sales,
                members: differences.members,
              })}
        </h2>
        <p className="soft">
          {t('desk.rehearse.looked', { members, sales, from: format.date(found.from) })}
        </p>
        <Table
          head={[t('desk.rehearse.points'), t('desk.rehearse.was'), t('desk.rehearse.would')]}
          rows={[
            { name: t('desk.rehearse.given'), cells: pair(found.given, format.number) },
            { name: t('desk.rehearse.awards'), cells: pair(found.awards, format.number) },
            { name: t('desk.rehearse.occasions'), cells: pair(found.occasions, format.number) },
            { name: t('desk.rehearse.redeemed'), cells: pair(found.redeemed, format.number) },
            { name: t('desk.rehearse.expired'), cells: pair(found.expired, format.number) },
            { name: t('desk.rehearse.outstanding'), cells: pair(found.outstanding, format.number) },
            ...(worth ? [{ name: t('desk.rehearse.worth'), cells: pair(worth, money) }] : []),
          ]}
        />
        {found.missed > 0 && <p>{t('desk.rehearse.missed', { count: found.missed })}</p>}
        {found.notRehearsed.length > 0 && (
          <p className="soft">
            {t('desk.rehearse.not-rehearsed', { rules: format.list(found.notRehearsed) })}
          </p>
        )}
      </section>
      <section className="panel">
        <h2>{t('desk.rehearse.tiers')}</h2>
        <Table
          head={[
            t('desk.rehearse.tier'),
            t('desk.rehearse.members'),
            t('desk.rehearse.outstanding'),
          ]}
          rows={found.tiers.map((tier) => ({
            name: textIn(tier.name, language),
            cells: [arrow(tier.members, format.number), arrow(tier.outstanding, format.number)],
          }))}
        />
        {found.moves.map(({ from, to, members: moved, sample }) => (
          <p key={`${from} ${to}`}>
            {t('desk.rehearse.move', {
              count: moved,
              from: nameOf(found, from, language),
              to: nameOf(found, to, language),
            })}{' '}
            <bdi className="soft">{sample.map(digitGroups).join(' · ')}</bdi>
          </p>
        ))}
      </section>
      {found.stores.length > 0 && (
        <section className="panel">
          <h2>{t('desk.rehearse.stores')}</h2>
          <Table
            head={[t('desk.rehearse.store'), t('desk.rehearse.sales'), t('desk.rehearse.given')]}
            rows={found.stores.map((store) => ({
              name: store.name,
              cells: [format.number(store.sales), arrow(store.given, format.number)],
            }))}
          />
        </section>
      )}
      {found.most.length > 0 && (
        <section className="panel">
          <h2>{t('desk.rehearse.most')}</h2>
          <Table
            head={[t('desk.rehearse.member'), t('desk.rehearse.was'), t('desk.rehearse.would')]}
            rows={found.most.map(({ number, outstanding }) => ({
              name: digitGroups(number),
              cells: pair(outstanding, format.number),
            }))}
          />
        </section>
      )}
    </>
  );
}

const nameOf = ({ tiers }: Rehearsal, id: string, language: string): string => {
  const name = tiers.find((tier) => tier.id === id)?.name;
  return name ? textIn(name, language) : id;
};

type Said = (value: number) => string;

const pair = ({ was, would }: Pair, say: Said): readonly string[] => [say(was), say(would)];

/** One figure where nothing changes. */
const arrow = ({ was, would }: Pair, say: Said): Pair | string =>
  was === would ? say(was) : { was, would };

interface Row {
  readonly name: string;
  readonly cells: readonly (string | Pair)[];
}

function Table({
  head,
  rows,
}: {
  readonly head: readonly string[];
  readonly rows: readonly Row[];
}) {
  const { format } = useForesightWords();
  return (
    <table className="figures">
      <thead>
        <tr>
          {head.map((word) => (
            <th key={word} scope="col">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells }) => (
          <tr key={name}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row's cells have their places and nothing else.
              <td key={index}>
                {typeof cell === 'string' ? (
                  cell
                ) : (
                  <span className="difference">
                    <del>{format.number(cell.was)}</del> <ins>{format.number(cell.would)}</ins>
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
