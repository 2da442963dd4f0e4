/**
 * Keeps what is slow to draw, each drawing by what it shows, so that requests at once wait for the same one. What could
 * not be drawn, or had nothing to show, is not kept: the next request tries again.
 * @param most how many one brand has; the next one forgets the others, which are a replaced brand's
 */
export function keepDrawings<T>(most: number): (key: string, draw: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, draw) => {
    const found = kept.get(key);
    if (found) return found;
    const drawing = draw();
    if (kept.size >= most) kept.clear();
    kept.set(key, drawing);
    const forget = () => {
      if (kept.get(key) === drawing) kept.delete(key);
    };
    // Whoever asked hears of the fault.
    drawing.then((drawn) => drawn === null && forget(), forget);
    return drawing;
  };
}
