/** What the rules make of what a counsellor filled in: decided points, open ones, and what would change them. */
import type { FirstLook } from '../../counsellors/ports.ts';
import { sayCriterion } from '../../domain/say-trace.ts';
import { type Html, html } from '../html.ts';
import type { HasWords, Words } from '../ports.ts';
import { reasonsPart } from '../reasons.ts';
import type { Visit } from './office.ts';

/** Nothing where the counsellor filled in nothing that a rule looks at. */
export function firstLookPart(
  { say, language }: Visit,
  look: FirstLook | undefined,
  { words, has }: { readonly words: Words; readonly has: HasWords },
): Html | false {
  if (look === undefined) return false;
  const { assessment, open, changes, ifNotLeft } = look;
  const { criteria, route, nextSteps } = assessment;
  // With answers still to come, only a closed door is certain.
  const isClosed = assessment.deskAccess === 'not-admitted';
  const isCertain = isClosed || open.length === 0;
  const decided = criteria.filter(({ reason }) => reason !== 'not-asked');
  const unasked = open.map((id) => say(`questions:${id}.short`)).join(', ');
  const withoutAim = assessment.perspective.reason === 'not-asked';
  return html`<section class="first-look" aria-labelledby="look"><h2 id="look">${say('look.title')}</h2><p>${say('look.text')}</p>${
    isCertain && html`<p><strong>${say(`verdicts:route.${route.reason}.desk`)}</strong></p>`
  }${
    decided.length > 0 &&
    html`<ul>${decided.map((criterion) => html`<li><strong>${say(`verdicts:outcome.${criterion.outcome}`)}:</strong> ${say(sayCriterion(criterion).key)}</li>`)}</ul>`
  }${ifNotLeft !== undefined && html`<p>${say('look.if-not-left', { verdict: say(sayCriterion(ifNotLeft).key) })}</p>`}${!isClosed && open.length > 0 && html`<p>${say('look.open', { what: unasked })}</p>`}${
    changes.length > 0 &&
    html`<h3>${say('look.changes')}</h3><ul>${changes.map((change) => html`<li>${say(change.say.key, change.say.params)}</li>`)}</ul>`
  }${
    isCertain &&
    nextSteps.length > 0 &&
    html`<h3>${say('look.steps')}</h3><ul>${nextSteps.map(({ id, url }) => html`<li>${say(`verdicts:step.${id}`)} <a href="${url}" dir="ltr" rel="noreferrer">${new URL(url).hostname}</a></li>`)}</ul>`
  }${reasonsPart(assessment, { words, has, language }, [...(isCertain ? [] : (['route'] as const)), ...(withoutAim ? (['perspective'] as const) : [])])}</section>`;
}
