import type { Tone } from '#till/kit/tones.ts';
import type { Screen } from './screen.ts';

/** The sound of a screen when it opens; null: none. */
export function toneOf(screen: Screen): Tone | null {
  switch (screen.name) {
    case 'offer':
      return screen.offline ? 'no' : 'yes';
    case 'done':
    case 'undone':
      return 'done';
    case 'no':
    case 'unsure':
    case 'unlooked':
      return 'no';
    case 'ready':
      return screen.notice ? 'no' : null;
    default:
      return null;
  }
}
