/**
 * Draws rows of modules as one SVG path: a rectangle for each run of black, one unit for each module. One path is a
 * third of the markup of many `<rect>`s, and has no seams. Rows that are the same, as the three of each row of a PDF417,
 * are drawn once, so much higher.
 */
export function outline(rows: readonly string[], quiet: { left: number; top: number }): string {
  let path = '';
  for (const [y, row] of rows.entries()) {
    if (row === rows[y - 1]) continue;
    let height = 1;
    while (row === rows[y + height]) height += 1;
    for (const { 0: run, index } of row.matchAll(/1+/g)) {
      path += `M${quiet.left + index} ${quiet.top + y}h${run.length}v${height}h-${run.length}z`;
    }
  }
  return path;
}
