import { useTitle } from '#app/ui/page-context.tsx';

export function Pages() {
  useTitle('Tillpass');
  return <main id="main">Tillpass</main>;
}
