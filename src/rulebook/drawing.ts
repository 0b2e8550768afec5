/**
 * The flow of questions as an SVG for one sheet of paper: down the middle the questions, to the right who is not asked
 * one and which answers end the questions, to the left an arc from the question that decides to the one it decides on.
 * The boxes stand as they do in every language; only the words in them run from the right where the language does.
 * Attributes only, no style element: it shows under any Content-Security-Policy. Dark on white, also in the dark.
 */
import type { QuestionId } from '../domain/questions.ts';
import { escapeMarkup } from './as-html.ts';
import type { Findings } from './findings.ts';
import { sayClosing, sayCondition } from './say-condition.ts';
import type { Voice } from './voice.ts';

const WIDTH = 1000;
const LANE = { from: 16, to: 190 };
const BOX = { x: 200, width: 250, height: 30 };
const NOTE = { x: 478, width: WIDTH - 478 - 16 };
const GAP = 12;
const LINE = 15;
const FONT = 12.5;
/** Wide letters of a plain sans-serif, so that nothing runs over where another font stands in. */
const LETTER = 0.52;

const INK = '#1d2524';
const ACCENT = '#0b5f58';
const STOP = '#8a3b12';

interface Placed {
  readonly id: QuestionId;
  readonly top: number;
  readonly height: number;
  readonly notes: readonly Note[];
}
interface Note {
  readonly kind: 'skip' | 'stop';
  readonly lines: readonly string[];
}

/** The drawing, with a title and a description that say it to whoever cannot see it. */
export function drawFlow(findings: Findings, voice: Voice): string {
  const { questions, whenAsked, rules, today } = findings;
  const version = voice.label('version', { version: rules.version, day: voice.day(today) });
  let bottom = 78;
  const placed = questions.map(({ id }): Placed => {
    const notes = notesOn(id, findings, voice);
    const lines = notes.reduce((sum, note) => sum + note.lines.length, 0);
    const height = Math.max(BOX.height, lines * LINE + 8);
    const one = { id, top: bottom, height, notes };
    bottom += height + GAP;
    return one;
  });
  const middle = new Map(placed.map(({ id, top, height }) => [id, top + height / 2]));
  const arcs = placed.flatMap(({ id }) => {
    const deciding = (whenAsked.skips.get(id) ?? []).flatMap((condition) =>
      condition.flatMap((part) => part.slice(0, 1).map(({ question }) => question)),
    );
    return [...new Set(deciding)].map((from) => drawArc(middle.get(from) ?? 0, middle.get(id) ?? 0));
  });
  const height = Math.ceil(bottom + 12);
  const spine = placed
    .slice(1)
    .map(({ top }, at) => {
      const before = placed[at];
      const from = before === undefined ? top : before.top + before.height / 2 + BOX.height / 2;
      const to = (placed[at + 1]?.top ?? top) + (placed[at + 1]?.height ?? 0) / 2 - BOX.height / 2;
      return `<path d="M${BOX.x + BOX.width / 2} ${round(from)}V${round(to - 2)}" stroke="${INK}" fill="none" marker-end="url(#tip)"/>`;
    })
    .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc" xml:lang="${voice.language}"${voice.dir === 'rtl' ? ' direction="rtl" text-anchor="end"' : ''} font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif" font-size="${FONT}">
<title id="title">${escapeMarkup(voice.label('flow.title'))}</title>
<desc id="desc">${escapeMarkup(`${voice.label('flow.desc')} ${describe(placed, voice)}`)}</desc>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="${INK}"/></marker><marker id="arc" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="${ACCENT}"/></marker></defs>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="16" y="32" font-size="20" font-weight="600" fill="${INK}">${escapeMarkup(voice.label('flow.title'))}</text>
<text x="16" y="54" fill="#55615f">${escapeMarkup(version)}</text>
${arcs.join('\n')}
${spine}
${placed.map((one, at) => drawQuestion(one, at + 1, voice)).join('\n')}
</svg>
`;
}

function notesOn(id: QuestionId, { whenAsked }: Findings, voice: Voice): readonly Note[] {
  const skips = (whenAsked.skips.get(id) ?? []).map((condition): Note => {
    const text = `${voice.label('when.not')} ${sayCondition(voice, condition)}`;
    return { kind: 'skip', lines: wrap(text) };
  });
  const stops = whenAsked.closings
    .filter(({ answer }) => answer.question === id)
    .map((closing): Note => ({ kind: 'stop', lines: wrap(sayClosing(voice, closing)) }));
  return [...skips, ...stops];
}

function drawQuestion({ id, top, height, notes }: Placed, number: number, voice: Voice): string {
  const y = top + height / 2 - BOX.height / 2;
  const conditional = notes.some(({ kind }) => kind === 'skip');
  const dash = conditional ? ' stroke-dasharray="5 3"' : '';
  const label = `${number}. ${voice.say(`questions:${id}.short`)}`;
  let line = top + (height - notes.reduce((sum, note) => sum + note.lines.length, 0) * LINE) / 2 + LINE - 4;
  const texts = notes.flatMap(({ kind, lines }) =>
    lines.map((text) => {
      const drawn = `<text x="${NOTE.x}" y="${round(line)}" fill="${kind === 'stop' ? STOP : ACCENT}">${escapeMarkup(text)}</text>`;
      line += LINE;
      return drawn;
    }),
  );
  return `<g><rect x="${BOX.x}" y="${round(y)}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="#eef4f2" stroke="${INK}"${dash}/><text x="${BOX.x + 12}" y="${round(y + 20)}" font-size="14" fill="${INK}">${escapeMarkup(label)}</text>${texts.join('')}</g>`;
}

/** Farther apart, farther out: arcs that lie inside each other can be told apart. */
function drawArc(from: number, to: number): string {
  const reach = Math.min(LANE.to - LANE.from, 24 + (to - from) * 0.2);
  const x = BOX.x - reach;
  return `<path d="M${BOX.x} ${round(from)}C${round(x)} ${round(from)} ${round(x)} ${round(to)} ${BOX.x - 2} ${round(to)}" stroke="${ACCENT}" stroke-opacity=".75" fill="none" marker-end="url(#arc)"/>`;
}

function describe(placed: readonly Placed[], voice: Voice): string {
  return placed
    .map(({ id, notes }, at) => {
      const said = notes.map(({ lines }) => lines.join(' ')).join('. ');
      return `${at + 1}. ${voice.say(`questions:${id}.short`)}${said === '' ? '' : ` (${said})`}`;
    })
    .join('; ');
}

function wrap(text: string): readonly string[] {
  const most = Math.floor(NOTE.width / (FONT * LETTER));
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

const round = (value: number): number => Math.round(value * 10) / 10;
