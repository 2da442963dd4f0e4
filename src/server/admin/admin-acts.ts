import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import type { AdminActRow } from '#server/storage/db/schema-events.ts';
import { invitedOfSharedNames } from '#server/storage/desk/administrators.ts';
import { adminActsSince } from '#server/storage/events/admin-acts.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { readArgs } from './admin-args.ts';
import type { Commands } from './admin-command.ts';
import { localText, sinceOf } from './admin-time.ts';

/** Administrators are watched as well: each of their acts is written down in its own transaction. */
export const actCommands = {
  acts: async (context, args) => {
    const { options } = readArgs(args, ['since']);
    const since = sinceOf(options.since ?? '7d', context.now());
    const rows = await adminActsSince(context.store.read, since);
    if (rows.length === 0) return ['Nothing was done.'];
    const { program } = await readWork(context);
    const whom = rows.flatMap((row) => row.administrator_id ?? []);
    const invited = await invitedOfSharedNames(context.store.read, [...new Set(whom)]);
    return Promise.all(rows.map((row) => lineOf(context, { program, invited }, row)));
  },
} satisfies Commands;

interface Told {
  readonly program: Program;
  /** When administrators were invited whose name others had too. */
  readonly invited: ReadonlyMap<string, number>;
}

async function lineOf(
  { store }: Context,
  { program, invited }: Told,
  row: AdminActRow,
): Promise<string> {
  const member = row.member_id === null ? undefined : await memberById(store.read, row.member_id);
  const details = JSON.parse(row.details) as Record<string, unknown>; // record-act wrote it.
  const about = [
    ...(row.store_id === null ? [] : [storeNameOf(program, row.store_id)]),
    ...(row.member_id === null ? [] : [`member ${member?.number ?? row.member_id}`]),
    ...Object.entries(details).map(([name, value]) => `${name} ${value}`),
  ];
  const when = localText(row.at, program.timeZone);
  const since = invited.get(row.administrator_id ?? '');
  const actor =
    since === undefined
      ? row.actor
      : `${row.actor} (invited ${localText(since, program.timeZone)})`;
  return `${when}  ${actor}: ${row.act.replaceAll('-', ' ')}${about.length > 0 ? ` (${about.join(', ')})` : ''}`;
}
