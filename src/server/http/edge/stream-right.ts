import type { Context } from '#server/usecases/ground/context.ts';

/**
 * The right to a stream.
 * @param lost called when the right ends
 * @returns how to stop watching it
 */
export type StreamRight = (lost: () => void) => () => void;

interface Watched {
  /** The topics that are told when the right may have ended. */
  readonly topics: readonly string[];
  /** When the right ends by itself, if that can be while a stream is open. */
  readonly endsAt?: number;
  /** Whether the right still exists. If this throws, it has ended too. */
  readonly holds: () => Promise<boolean>;
}

/**
 * Watches a right that was checked when the stream was opened: checks it again when one of its topics is told, and at
 * its own end. So a stream never outlives its session, shift or device. After a gap in the notifications every topic is
 * told.
 */
export function streamRight(
  { live, now }: Pick<Context, 'live' | 'now'>,
  { topics, endsAt, holds }: Watched,
): StreamRight {
  return (lost) => {
    const look = () => void holds().then((still) => still || lost(), lost);
    const stops = topics.map((topic) => live.listen(topic, look));
    const end = endsAt === undefined ? undefined : setTimeout(look, Math.max(0, endsAt - now()));
    end?.unref();
    return () => {
      for (const stop of stops) stop();
      clearTimeout(end);
    };
  };
}
