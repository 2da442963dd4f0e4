import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/** What other code imports of React; beside each lies the file with its production build. */
const entries =
  /^(.*\/node_modules\/(?:react|react-dom|scheduler)\/)(index|client|jsx-runtime)\.js$/;

/**
 * React comes as CommonJS: nothing that goes unused can be left out of it, and each hook is called through an object. Its
 * files are flat lists of `exports.name = …`, so the bundler gets the ES module that says the same. That is 2 KB of brotli
 * less, and a name which React does not have is now an error of the build.
 */
export function reactModules(): Plugin {
  return {
    name: 'tillpass:react-modules',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    // React asks its scheduler for two things that are only in its development build, and looks whether it got them.
    onLog: (_level, { code, message }) =>
      code === 'IMPORT_IS_UNDEFINED' && message.includes('/scheduler/') ? false : undefined,
    async load(id) {
      const [, folder, entry] = entries.exec(id) ?? [];
      if (!folder || !entry) return null;
      const name = folder.split('/').at(-2) + (entry === 'index' ? '' : `-${entry}`);
      const code = asModule(await readFile(`${folder}cjs/${name}.production.js`, 'utf8'));
      // CommonJS has everything as its default too.
      return `import * as all from ${JSON.stringify(id)};\nexport default all;\n${code}`;
    },
  };
}

/** The ES module of one of React's files. A file of another make is refused, or a new version might go wrong unseen. */
export function asModule(source: string): string {
  const names = [
    ...new Set(Array.from(source.matchAll(/^exports\.(\w+) =/gm), ([, name]) => name)),
  ];
  const code = source
    .replace(/^var (?:\s*\w+ = require\("[\w/-]+"\)[,;])+/gm, (list) =>
      list
        .replace(/^var /, '')
        .replace(/(\w+) = require\(("[\w/-]+")\)[,;]/g, 'import * as $1 from $2;'),
    )
    .replace(/^exports\.(\w+) =/gm, 'var $$$1 =')
    .replace(/\bexports\.(\w+)/g, (found, name) => (names.includes(name) ? `$${name}` : found));
  const left = /\bexports\b|\brequire\(|\bmodule\./.exec(code);
  if (left || names.length === 0) throw new Error('React is no longer made as it was');
  return `${code}\nexport { ${names.map((name) => `$${name} as ${name}`).join(', ')} };\n`;
}
