import { Link } from '#app/ui/link.tsx';
import type { Told } from '#contract/pass.ts';
import { paths } from '#contract/paths.ts';

/** What tills made of passes while the phone could not hear of it. */
export function ToldLines({ told }: { told: readonly Told[] }) {
  return told.map(({ id, text, redemptionId }) => (
    <p className="panel" role="status" key={id}>
      {redemptionId ? <Link to={paths.redemption(redemptionId)}>{text}</Link> : text}
    </p>
  ));
}
