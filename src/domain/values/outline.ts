/**
 * Draws rows of modules as one SVG path: a rectangle for each run of black, one unit for each module. One path is a
 * third of the markup of many `<rect>`s, and has no seams.
 */
export function outline(rows: readonly string[], quiet: { left: number; top: number }): string {
  const runs = rows.flatMap((row, y) =>
    Array.from(row.matchAll(/1+/g), (run) => {
      const width = run[0].length;
      return `M${quiet.left + run.index} ${quiet.top + y}h${width}v1h-${width}z`;
    }),
  );
  return runs.join('');
}
