// `node play-histories.ts WORLD FIRST COUNT`: plays so many histories in one world, and prints what came of them.

import { playWorld } from '#server/tests/kit/model/play-world.ts';
import { type World, worlds } from '#server/tests/kit/model/worlds.ts';

const [, , name = '', first = '0', count = '0'] = process.argv;
const world = new Map<string, World>(Object.entries(worlds)).get(name);
if (!world) throw new Error(`there is no world ${name}`);
const told = await playWorld(world, { first: Number(first), count: Number(count) });
process.stdout.write(JSON.stringify(told));
