import type { Ask } from '#contract/member.ts';
import { api } from '#contract/paths.ts';

/**
 * What tills ask, above everything: an associate stands there and waits for the answer. Plain forms, which are
 * answered with the page that comes next: there is nothing to do here that needs a script.
 */
export function Asks({ asks }: { asks: readonly Ask[] }) {
  return asks.map(({ id, text, yes, no }) => (
    <section className="panel" role="alert" key={id}>
      <b>{text}</b>
      <form method="post" action={api.answer(id, 'yes')} className="stack">
        <button type="submit" className="button">
          {yes}
        </button>
      </form>
      <form method="post" action={api.answer(id, 'no')} className="stack">
        <button type="submit" className="button quiet">
          {no}
        </button>
      </form>
    </section>
  ));
}
