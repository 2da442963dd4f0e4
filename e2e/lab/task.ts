import { type Name, type Scene, sceneInside, sceneWith, stepsOf } from './envelope.ts';

/** What a worker is to do: a stretch of scenes inside the envelope, or one step on the way to an edge. */
export type Task =
  | {
      readonly kind: 'inside';
      readonly seed: number;
      readonly from: number;
      readonly count: number;
    }
  | {
      readonly kind: 'edge';
      readonly seed: number;
      readonly name: Name;
      readonly step: number;
      readonly count: number;
    };

/** Depends on the task alone, so that it makes no difference who does it and when. */
export function scenesOf(task: Task): Scene[] {
  const places = Array.from({ length: task.count }, (_, at) => at);
  if (task.kind === 'inside') return places.map((at) => sceneInside(task.seed, task.from + at));
  const value = stepsOf(task.name)[task.step] ?? 0;
  return places.map((at) => sceneWith(task.name, value, task.seed, at));
}
