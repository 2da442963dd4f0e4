import type { ProgramFile } from '#contract/program-file.ts';
import type { Program } from '#domain/program/program.ts';
import { minuteOf } from './program-file-times.ts';

/** What members are told, and when; what the file leaves out has its default. */
export function messageSettings({ messages }: ProgramFile): Pick<Program, 'messages'> {
  if (!messages) return {};
  const { on, off, quiet, 'unasked-a-week': unasked } = messages;
  return {
    messages: {
      ...(on && { on }),
      ...(off && { off }),
      ...(quiet && { quiet: { from: minuteOf(quiet.from), until: minuteOf(quiet.until) } }),
      ...(unasked && { unaskedAWeek: Number(unasked) }),
    },
  };
}
