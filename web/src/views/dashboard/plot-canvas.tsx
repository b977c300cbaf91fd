import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { type Plot, stacked } from './plots.ts';
import 'uplot/dist/uPlot.min.css';

export interface PlotCanvasProps {
  readonly plot: Plot;
  /** When each period begins, and when the last one ends: ISO 8601. */
  readonly times: readonly string[];
  readonly to: string;
  readonly language: string;
  readonly label: string;
  /** Told which period the pointer is over. */
  onPeriod(index: number | null): void;
}

const HEIGHT_PIXELS = 190;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** Counts are whole: no axis says 0.5. */
const WHOLE_STEPS = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

/** Draws a plot with uPlot, which no other view needs: it is a chunk of its own. */
export function PlotCanvas(props: PlotCanvasProps) {
  const { plot, times, to, language, label, onPeriod } = props;
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let drawn: uPlot | undefined;
    const draw = () => {
      drawn?.destroy();
      const size = { width: element.clientWidth, height: HEIGHT_PIXELS };
      const given = { plot, times, to, language, onPeriod };
      drawn = new uPlot(
        { ...optionsOf(given, (name) => colourOf(element, name)), ...size },
        dataOf(plot, times),
        element,
      );
    };
    draw();
    const resized = new ResizeObserver(() => {
      if (drawn && drawn.width !== element.clientWidth) {
        drawn.setSize({ width: element.clientWidth, height: HEIGHT_PIXELS });
      }
    });
    resized.observe(element);
    // What is drawn keeps its colours: in another theme it has to be drawn again.
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', draw);
      drawn?.destroy();
    };
  }, [plot, times, to, language, onPeriod]);

  return <div ref={place} className="plot-canvas" role="img" aria-label={label} />;
}

type Drawn = Pick<PlotCanvasProps, 'plot' | 'times' | 'to' | 'language' | 'onPeriod'>;

/** The top of a stack is drawn first, and what is below it over it. */
function dataOf({ kind, series }: Plot, times: readonly string[]): uPlot.AlignedData {
  const values = kind === 'bars' ? stacked(series).reverse() : series.map(({ values }) => [...values]);
  return [times.map((time) => Date.parse(time) / 1000), ...values];
}

function optionsOf({ plot, times, to, language, onPeriod }: Drawn, colour: (name: string) => string) {
  const start = Date.parse(times[0] ?? to);
  const isLong = Date.parse(to) - start > 2 * DAY_MILLISECONDS;
  const time = new Intl.DateTimeFormat(
    language,
    isLong ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' },
  );
  const number = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const axis = {
    stroke: colour('--text-soft'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  };
  const seconds = { from: start / 1000, to: Date.parse(to) / 1000 };
  const options: Omit<uPlot.Options, 'width' | 'height'> = {
    legend: { show: false },
    // Room for half of the last time, and of the highest number.
    padding: [10, 26, 0, 0],
    scales: {
      x: { time: true, range: [seconds.from, seconds.to] },
      y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.1 : 1] },
    },
    axes: [
      {
        ...axis,
        size: 30,
        space: 64,
        values: (_plot, splits) => splits.map((split) => time.format(new Date(split * 1000))),
      },
      {
        ...axis,
        size: 46,
        ...(plot.unit === 'perPeriod' && { incrs: WHOLE_STEPS }),
        values: (_plot, splits) => splits.map((split) => number.format(split)),
      },
    ],
    cursor: { drag: { x: false, y: false }, y: false, dataIdx: periodAt },
    hooks: { setCursor: [({ cursor }) => onPeriod(cursor.idx ?? null)] },
    series: [{}, ...(plot.kind === 'bars' ? bars(plot, colour).reverse() : lines(plot, colour))],
  };
  return options;
}

/** The period in which the pointer is, not the one that begins nearest to it. */
function periodAt({ data }: uPlot, _series: number, nearest: number, time: number): number {
  return (data[0][nearest] ?? 0) > time ? Math.max(0, nearest - 1) : nearest;
}

function bars({ series }: Plot, colour: (name: string) => string): uPlot.Series[] {
  const paths = uPlot.paths.bars?.({ size: [0.86, 48], align: 1 });
  return series.map((one) => ({
    fill: colour(`--plot-${one.colour}`),
    width: 0,
    points: { show: false },
    ...(paths && { paths }),
  }));
}

function lines({ series }: Plot, colour: (name: string) => string): uPlot.Series[] {
  return series.map((one) => {
    const stroke = colour(`--plot-${one.colour}`);
    return { stroke, width: 2, points: { show: true, size: 6, fill: stroke }, ...(one.isDashed && { dash: [6, 4] }) };
  });
}

/** A canvas knows no variables: what one comes to here and now. */
function colourOf(element: HTMLElement, variable: string): string {
  const probe = element.appendChild(document.createElement('span'));
  probe.style.color = `var(${variable})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
