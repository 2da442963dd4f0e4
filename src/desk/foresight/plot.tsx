import { useEffect, useRef } from 'react';
import type UPlot from 'uplot';

/** A line over time; its figures stand in a table beside the plot. */
export interface PlotLine {
  readonly label: string;
  readonly values: readonly number[];
}

interface PlotProps {
  /** Epoch milliseconds, rising. */
  readonly times: readonly number[];
  /** At most three: each has a colour and a stroke of its own. */
  readonly lines: readonly PlotLine[];
  timeText(at: number): string;
  valueText(value: number): string;
}

/** Beside the colours, for whoever sees none: the key's swatches are drawn alike (`figures.css`). */
const strokes = [[], [8, 4], [2, 3]] as const;
const heightOf = 220;
const axisWidth = 64;
/** For a month and its year, pixels. */
const labelWidth = 120;
/** Half of a label stands beyond the last time. */
const beyond = labelWidth / 2;

/** Lines over time with a key. A screen reader skips it: whoever uses it puts a table of the same beside it. */
export function Plot({ times, lines, timeText, valueText }: PlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const key = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    let plot: UPlot | null = null;
    let over = false;
    const draw = async () => {
      const { default: Plotter } = await import('uplot');
      if (over) return;
      plot?.destroy();
      const colors = [...(key.current?.children ?? [])].map((one) => getComputedStyle(one).color);
      const look = { box, colors, times, timeText, valueText };
      const data = [times.map((at) => at / 1000), ...lines.map(({ values }) => [...values])];
      plot = new Plotter(optionsOf(look, lines), data as UPlot.AlignedData, box);
    };
    // Light or dark, and how wide, may change while it is looked at.
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const again = () => void draw();
    scheme.addEventListener('change', again);
    const sized = new ResizeObserver(() =>
      plot?.setSize({ width: box.clientWidth, height: heightOf }),
    );
    sized.observe(box);
    again();
    return () => {
      over = true;
      scheme.removeEventListener('change', again);
      sized.disconnect();
      plot?.destroy();
    };
  }, [times, lines, timeText, valueText]);
  return (
    <div className="plot" aria-hidden="true">
      <ul ref={key} className="plot-key">
        {lines.map(({ label }) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
      <div ref={frame} className="plot-frame" />
    </div>
  );
}

interface Look extends Pick<PlotProps, 'times' | 'timeText' | 'valueText'> {
  readonly box: HTMLElement;
  readonly colors: readonly string[];
}

/** From right to left where the page is read so. */
function optionsOf(
  { box, colors, times, timeText, valueText }: Look,
  lines: readonly PlotLine[],
): UPlot.Options {
  const { color, direction, fontFamily } = getComputedStyle(box);
  const fromRight = direction === 'rtl';
  const axis = { stroke: color, font: `12px ${fontFamily}`, ticks: { show: false } };
  return {
    width: box.clientWidth,
    height: heightOf,
    padding: fromRight ? [null, 0, null, beyond] : [null, beyond, null, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, dir: fromRight ? -1 : 1 },
      y: { range: (_, least, most) => [Math.min(0, least), Math.max(1, most)] },
    },
    series: [
      {},
      ...lines.map((_, index) => ({
        stroke: colors[index] ?? color,
        width: 2,
        dash: [...(strokes[index] ?? [])],
        points: { show: true, size: 5 },
      })),
    ],
    axes: [
      {
        ...axis,
        grid: { show: false },
        // The lowest figure of the other axis stands where they meet.
        gap: 12,
        size: 40,
        // Only at what is there, and no more than fit: ticks of the clock would name a month twice.
        splits: () => {
          const every = Math.ceil(
            (times.length * labelWidth) / (box.clientWidth - axisWidth - beyond),
          );
          return times.filter((_, index) => index % every === 0).map((one) => one / 1000);
        },
        values: (_, at) => at.map((one) => timeText(one * 1000)),
      },
      {
        ...axis,
        side: fromRight ? 1 : 3,
        size: axisWidth,
        grid: { stroke: color, width: 0.25 },
        values: (_, all) => all.map(valueText),
      },
    ],
  };
}
