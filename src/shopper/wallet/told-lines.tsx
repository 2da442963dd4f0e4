import { Link } from 'react-router';
import type { Told } from '#contract/pass.ts';
import { paths } from '#contract/paths.ts';

/** What tills made of passes while the phone could not hear it. */
export function ToldLines({ told }: { told: readonly Told[] }) {
  if (told.length === 0) return null;
  return (
    <ul className="panel">
      {told.map(({ id, text, redemptionId }) => (
        <li key={id}>
          {redemptionId ? <Link to={paths.redemption(redemptionId)}>{text}</Link> : text}
        </li>
      ))}
    </ul>
  );
}
