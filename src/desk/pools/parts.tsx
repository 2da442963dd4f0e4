import { useOperationsWords } from '#desk/api/operations-words.ts';

/** First the file leaves, then the server reads it. */
export function Progress({
  share,
  busy,
}: {
  readonly share: number | null;
  readonly busy: boolean;
}) {
  const { t, format } = useOperationsWords();
  if (!busy) return null;
  const sent = share ?? 0;
  const said =
    sent < 1
      ? t('desk.pools.sending', { share: format.percent(Math.floor(sent * 100)) })
      : t('desk.pools.reading');
  return (
    <div className="field" role="status">
      {said}
      <progress aria-label={said} {...(sent < 1 && { value: sent })} />
    </div>
  );
}
