import { useForesightWords } from '#desk/api/foresight-words.ts';

/** A figure, and why it is none; null: it holds. */
export interface Cell {
  readonly figure: string;
  readonly why: string | null;
}

/** The same things by the program in force and by a draft, row by row. What one of them does not have is a dash there. */
export function Beside<T extends { readonly id: string }>({
  title,
  was,
  would,
  nameOf,
  cellOf,
}: {
  readonly title: string;
  readonly was: readonly T[];
  readonly would: readonly T[];
  nameOf(one: T): string;
  cellOf(one: T): Cell;
}) {
  const { t } = useForesightWords();
  const fresh = would.filter(({ id }) => !was.some((one) => one.id === id));
  return (
    <section className="panel">
      <h2>{title}</h2>
      <table className="figures beside">
        <thead>
          <tr>
            <th scope="col">{t('desk.playground.what')}</th>
            <th scope="col">{t('desk.playground.was')}</th>
            <th scope="col">{t('desk.playground.would')}</th>
          </tr>
        </thead>
        <tbody>
          {[...was, ...fresh].map((one) => {
            const before = was.find(({ id }) => id === one.id);
            const after = would.find(({ id }) => id === one.id);
            const [old, next] = [before && cellOf(before), after && cellOf(after)];
            const same = old?.figure === next?.figure && old?.why === next?.why;
            return (
              <tr key={one.id}>
                <th scope="row">
                  <bdi>{nameOf(after ?? one)}</bdi>
                </th>
                <Said cell={old} />
                <Said cell={next} differs={!same} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** @param cell absent: the program has no such thing */
function Said({
  cell,
  differs = false,
}: {
  readonly cell: Cell | undefined;
  readonly differs?: boolean;
}) {
  const { t } = useForesightWords();
  if (!cell) return <td className={differs ? 'differs' : ''}>{t('desk.playground.not-there')}</td>;
  return (
    <td className={differs ? 'differs' : ''}>
      {cell.figure}
      {cell.why !== null && <span className="soft">{cell.why}</span>}
    </td>
  );
}
