import type { Program } from '#domain/program/program.ts';

/** Who is responsible, as each mail ends with it; empty: the program does not say. */
export const imprint = ({ company }: Pick<Program, 'company'>): readonly string[] =>
  company
    ? [company.name, company.address, ...(company.mail === undefined ? [] : [company.mail])]
    : [];

/** The lines of a mail as text, with who is responsible at its end. */
export function textOf(program: Pick<Program, 'company'>, lines: readonly string[]): string {
  const said = imprint(program);
  return `${[...lines, ...(said.length > 0 ? ['', ...said] : [])].join('\n')}\n`;
}
