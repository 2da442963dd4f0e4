import {
  type TemplateId,
  templateIds,
  usualPurchaseMinor,
} from '#domain/desk/beginning/template.ts';
import { type Commands, unknown } from '#server/admin/admin-command.ts';
import { fitTemplate } from '#server/usecases/program/fit-template.ts';

const [currency, timeZone] = ['EUR', 'Europe/Dublin'];

/** A whole program to begin with, for who likes a file: to be kept, changed and loaded. It needs no database. */
export async function template([kind = '']: readonly string[]): Promise<readonly string[]> {
  if (!isTemplate(kind)) throw unknown('template', kind, templateIds);
  const file = fitTemplate({
    template: kind,
    name: 'My shop',
    color: '#155e75',
    logo: null,
    currency,
    timeZone,
    purchaseMinor: usualPurchaseMinor(kind, currency),
    languages: ['ar'],
    store: { name: 'Our shop', till: 'tablet' },
  });
  return [file.trimEnd()];
}

export const templateCommands = {
  template: (_context, args) => template(args),
} satisfies Commands;

const isTemplate = (kind: string): kind is TemplateId => templateIds.some((id) => id === kind);
