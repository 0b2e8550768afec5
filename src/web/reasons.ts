/** Why each verdict stands there, for an office: its text, the dated row it rests on in the rule book, and the source. */
import type { Assessment, Ground } from '../domain/assessment.ts';
import type { Language } from '../domain/referral.ts';
import type { Say } from '../domain/say.ts';
import { type SaidVerdict, sayTrace } from '../domain/say-trace.ts';
import { attr, type Html, html } from './html.ts';
import type { HasWords, Words } from './ports.ts';

export interface ReasonsFrame {
  readonly words: Words;
  readonly has: HasWords;
  readonly language: Language;
}

/** The parts in reading order; each has a heading `desk-reasons:title.<part>`. */
const PARTS: readonly SaidVerdict['of'][] = ['perspective', 'route', 'flag', 'document'];

/**
 * All of it under one line that opens: it costs a screen and a printed page nothing. Without anything to explain, as of
 * a referral that was made before verdicts told their rows, there is no such line.
 * @param without parts that nothing is certain of yet
 */
export function reasonsPart(
  assessment: Assessment,
  frame: ReasonsFrame,
  without: readonly SaidVerdict['of'][] = [],
): Html | false {
  const said = sayTrace(assessment).filter(({ of }) => !without.includes(of));
  if (said.length === 0) return false;
  const label = labelIn(frame);
  return html`<details class="reasons"><summary>${label('summary')}</summary><p>${label('intro')} ${label('version', { version: assessment.rules })}</p>${PARTS.map(
    (part) => {
      const verdicts = said.filter(({ of }) => of === part);
      return (
        verdicts.length > 0 &&
        html`<h3>${label(`title.${part}`)}</h3><dl>${verdicts.map((verdict) => verdictPart(verdict, frame))}</dl>`
      );
    },
  )}</details>`;
}

function verdictPart({ name, why, figures, grounds }: SaidVerdict, frame: ReasonsFrame): Html {
  const say = (what: Say) => sayOrCode(what, frame);
  return html`<div><dt>${say(name)}</dt><dd>${say(why)}${figures.map((figure) => html` ${say(figure)}`)}<ul>${grounds.map((ground) => html`<li>${groundPart(ground, frame)}</li>`)}</ul></dd></div>`;
}

/** The row as the rule book shows it, where it stands, and when somebody last looked. */
function groundPart({ rule, validFrom, source }: Ground, frame: ReasonsFrame): Html {
  const label = labelIn(frame);
  const row = `/rules?lang=${frame.language}#${rule.replace('.', '-')}-${validFrom}`;
  const isPage = /^https:\/\//.test(source.ref);
  const title = isPage
    ? html`<a href="${source.ref}" rel="noreferrer"${attr('lang', 'en')}>${source.title}</a>`
    : html`<span lang="en">${source.title}</span>, ${source.ref}`;
  return html`<a href="${row}"><code>${rule}</code></a>: ${title}, ${label('checked', { day: { day: source.checkedOn } })}`;
}

/** For the style of every page that has them. */
export const REASONS_CSS = `
.reasons{margin-block:.5rem}
.reasons>p{margin-block-start:.35rem}
.reasons>summary{display:list-item;inline-size:fit-content;min-block-size:2rem;padding:.3rem .6rem;list-style:inside disclosure-closed;color:var(--accent);font-weight:600;white-space:normal}
.reasons[open]>summary{list-style-type:disclosure-open}
.reasons h3{margin-block:.6rem .1rem;font-size:1em}
.reasons dl{margin:0}
.reasons dl>div{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,4fr);gap:0 1rem;padding-block:.2rem;border-block-end:1px solid var(--line)}
.reasons dt{font-weight:600}
.reasons dd{margin:0;overflow-wrap:anywhere}
.reasons dd ul{padding-inline-start:1.1rem;color:var(--soft)}
@media (max-width:36rem){.reasons dl>div{display:block}}
`;

const labelIn =
  ({ words, language }: ReasonsFrame) =>
  (key: string, params?: Parameters<Words>[2]) =>
    words(language, `desk-reasons:${key}`, params);

/** A code that has lost its words since the referral was made is shown itself: it must not keep the page from its desk. */
function sayOrCode({ key, params }: Say, { words, has, language }: ReasonsFrame): string {
  return has(language, key) ? words(language, key, params) : key.slice(key.indexOf(':') + 1);
}
