import { useState } from 'react';
import { keptHere } from '#web/browser-storage.ts';

/**
 * The sounds of a till: rising for yes, low and twice for no. They are on by default, because eyes are on the customer;
 * each device can turn them off.
 */
export type Tone = 'yes' | 'done' | 'no';

/** Frequencies in hertz, one after another. */
const notes: Record<Tone, readonly number[]> = {
  yes: [880],
  done: [880, 1320],
  no: [220, 196],
};
const vibrations: Record<Tone, readonly number[]> = {
  yes: [40],
  done: [40, 60, 40],
  no: [200, 80, 200],
};
const noteSeconds = 0.12;

let context: AudioContext | null = null;

export function sound(tone: Tone): void {
  // After a reload browsers keep a page silent until somebody has touched it.
  if (navigator.userActivation?.hasBeenActive === false) return;
  navigator.vibrate?.([...vibrations[tone]]);
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  const gain = new GainNode(context, { gain: 0.15 });
  gain.connect(context.destination);
  notes[tone].forEach((frequency, index) => {
    const note = new OscillatorNode(gain.context, {
      type: tone === 'no' ? 'square' : 'sine',
      frequency,
    });
    const from = gain.context.currentTime + index * noteSeconds;
    note.connect(gain);
    note.start(from);
    note.stop(from + noteSeconds);
  });
}

const kept = 'tillpass.till.sounds';

export function useSounds(): [on: boolean, set: (on: boolean) => void] {
  const [on, setOn] = useState(() => keptHere.read(kept) !== 'off');
  const set = (next: boolean) => {
    keptHere.write(kept, next ? 'on' : 'off');
    setOn(next);
  };
  return [on, set];
}
