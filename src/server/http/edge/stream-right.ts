import type { Context } from '#server/usecases/ground/context.ts';

/** The right behind a stream. @param lost called once it is gone @returns how to stop looking after it */
export type StreamRight = (lost: () => void) => () => void;

interface Watched {
  /** What is told when the right may have ended. */
  readonly topics: readonly string[];
  /** When it ends by itself, if soon enough for a stream to see it. */
  readonly endsAt?: number;
  /** Whether it is still there; one that throws has ended too. */
  readonly holds: () => Promise<boolean>;
}

/**
 * A right that was checked when the stream was opened is looked at again when its topic is told, and at its own end: so
 * a stream outlives neither its session nor its shift nor its device. What is told says only "look": after a gap in the
 * news every topic is told.
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
