/** The penalties of ISO/IEC 18004 for a mask: for runs, blocks, patterns like a finder, and too much of a colour. */
const cost = { run: 3, block: 3, finder: 40, balance: 10 };
const finders = /(?=10111010000|00001011101)/g;

/** How badly a drawn symbol can be read; the mask with the lowest penalty is taken. */
export function penalty(rows: readonly (readonly boolean[])[]): number {
  const lines = rows.map(textOf);
  const columns = rows.map((_, x) => textOf(rows.map((row) => row[x] ?? false)));
  let sum = 0;
  for (const line of [...lines, ...columns]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += cost.run + run.length - 5;
    sum += cost.finder * [...`0000${line}0000`.matchAll(finders)].length;
  }
  lines.forEach((line, y) => {
    const below = lines[y + 1] ?? '';
    for (let x = 1; x < below.length; x++)
      if (new Set(line.slice(x - 1, x + 1) + below.slice(x - 1, x + 1)).size === 1)
        sum += cost.block;
  });
  const black = lines.join('').split('1').length - 1;
  // One step for each whole five per cent away from half.
  const away = Math.abs(black / rows.length ** 2 - 0.5) * 20;
  return sum + cost.balance * Math.max(0, Math.ceil(away) - 1);
}

const textOf = (line: readonly boolean[]): string =>
  line.map((black) => (black ? '1' : '0')).join('');
