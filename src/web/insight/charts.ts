/**
 * The charts, as SVG of our own: attributes and classes only, so that the policy of the page holds. Each says nothing
 * that the table beside it does not say, so it is a picture with a name for who cannot see it. Dark and light by the
 * page's colours; what colour tells is told by a pattern or a word too.
 */
import { type Html, html } from '../html.ts';

export interface Bar {
  readonly name: string;
  readonly count: number;
  /** What stands at the end of the bar. */
  readonly text: string;
}

const WIDTH = 340;
const ROW = 40;

/** Bars that lie, one below the other, each with its name above it. */
export function drawBars(label: string, bars: readonly Bar[]): Html {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const room = WIDTH - 95; // what is left is for the figure
  const rows = bars.map(({ name, count, text }, at) => {
    const width = Math.max(count > 0 ? 2 : 0, Math.round((count / most) * room));
    const y = at * ROW;
    return html`<g transform="translate(0 ${y})"><text class="name" x="0" y="14">${shorten(name)}</text><rect class="bar" x="0" y="20" width="${width}" height="13" rx="2"/><text class="figure" x="${width + 6}" y="31">${text}</text></g>`;
  });
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${bars.length * ROW}" role="img" aria-label="${label}">${rows}</svg>`;
}

export interface Part {
  readonly share: number;
  /** `out`: what the margin is about. */
  readonly kind: 'out' | 'open' | 'in';
}

/** One bar of a whole, with a line where the margin lies. */
export function drawMargin(label: string, parts: readonly Part[], margin: number, marginText: string): Html {
  let from = 0;
  const drawn = parts.map(({ share, kind }) => {
    const part = html`<rect class="${kind}" x="${round(from * WIDTH)}" y="22" width="${round(share * WIDTH)}" height="26"/>`;
    from += share;
    return part;
  });
  const at = round(margin * WIDTH);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} 56" role="img" aria-label="${label}"><defs><pattern id="open" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="open-ground" width="7" height="7"/><path class="open-line" d="M0 0V7"/></pattern></defs>${drawn}<rect class="edge" x=".5" y="22.5" width="${WIDTH - 1}" height="25"/><path class="margin" d="M${at} 16V54"/><text class="figure" x="${at + 5}" y="14">${marginText}</text></svg>`;
}

/** From the first to the third quarter of people, with a mark in the middle. */
export function drawSpread(
  label: string,
  { median, quartiles = [median, median] }: { readonly median: number; readonly quartiles?: readonly [number, number] },
  texts: { readonly from: string; readonly middle: string; readonly to: string },
): Html {
  const [low, high] = quartiles;
  const most = Math.max(1, high * 1.15);
  const x = (value: number) => round(8 + (value / most) * (WIDTH - 60));
  const box =
    low === high
      ? ''
      : html`<rect class="half" x="${x(low)}" y="24" width="${round(x(high) - x(low))}" height="22" rx="3"/><text class="figure below" x="${x(low)}" y="66">${texts.from}</text><text class="figure below" x="${x(high)}" y="66">${texts.to}</text>`;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} 72" role="img" aria-label="${label}"><path class="axis" d="M8 35H${WIDTH - 8}"/>${box}<path class="middle" d="M${x(median)} 19V51"/><text class="figure" x="${x(median)}" y="14">${texts.middle}</text></svg>`;
}

/** Names of several classes told together are long; the table has them in full. */
const shorten = (name: string): string => (name.length > 46 ? `${name.slice(0, 45).trimEnd()}…` : name);
const round = (value: number): number => Math.round(value * 10) / 10;
