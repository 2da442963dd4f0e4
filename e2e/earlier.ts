// Preloaded into a server (`--import`): its machine's clock is behind by `BEHIND_MS` milliseconds.
const now = Date.now;
const behind = Number(process.env.BEHIND_MS);
Date.now = () => now() - behind;
