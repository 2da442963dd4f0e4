// What `npm start` and a service start. Plain JavaScript, because an older Node reads no TypeScript: it would end with a
// stack trace before a line of ours has run.
const needed = 26;
const found = process.versions.node;

if (Number.parseInt(found, 10) < needed) {
  process.stderr.write(
    `Tillpass runs on Node ${needed}, and this is Node ${found}. Start it with "npm start", or with node_modules/.bin/node, which is the right one.\n`,
  );
  process.exit(1);
}
await import('./main.ts');
