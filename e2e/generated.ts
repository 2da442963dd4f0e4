import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import {
  FetchingJSONSchemaStore,
  InputData,
  JSONSchemaInput,
  type LanguageName,
  quicktype,
} from 'quicktype-core';

/** Clients that generators of others make of the description, as an integrator has them made. */

/** Some generators were written for TypeScript's API of JavaScript, which the compiler here has no more. */
export async function withTypescriptApi<T>(work: () => Promise<T>): Promise<T> {
  const api = new URL('typescript-api.ts', import.meta.url).href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'typescript' ? { url: api, shortCircuit: true } : next(specifier, context),
  });
  try {
    return await work();
  } finally {
    hooks.deregister();
  }
}

/** Makes hey-api's, oazapfts's and orval's client of the description in a folder. */
export async function generateClients(description: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await withTypescriptApi(async () => {
    const { createClient } = await import('@hey-api/openapi-ts');
    const plugins = ['@hey-api/typescript', '@hey-api/sdk'] as const;
    const output = `${folder}/hey-api`;
    await createClient({
      input: description,
      output,
      logs: { level: 'silent' },
      plugins: [...plugins],
    });
    const { generateSource } = await import('oazapfts');
    await writeFile(`${folder}/oazapfts.ts`, await generateSource(description));
  });
  const { generate } = await import('orval');
  await generate({ input: description, output: { target: `${folder}/orval.ts`, client: 'fetch' } });
}

/**
 * What a language's own reader of some answers is, by quicktype: it checks at run time all that the language can.
 * @param schemas names of the description's schemas
 */
export async function strictReader(
  description: string,
  schemas: readonly string[],
  { lang, options = {} }: { lang: LanguageName; options?: Record<string, string> },
): Promise<string> {
  const { components } = JSON.parse(await readFile(description, 'utf8'));
  const input = new JSONSchemaInput(new FetchingJSONSchemaStore());
  for (const name of schemas) {
    const schema = { $ref: `#/components/schemas/${name}`, components };
    await input.addSource({ name, schema: JSON.stringify(schema) });
  }
  const inputData = new InputData();
  inputData.addInput(input);
  const { lines } = await quicktype({ inputData, lang, rendererOptions: options });
  return lines.join('\n');
}
