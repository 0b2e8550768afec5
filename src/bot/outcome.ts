/** What the rules made of the answers, told to the person: every verdict with its why, its source and a way on. */
import type { Activity } from 'botbuilder';
import type { CriterionVerdict } from '../domain/assessment.ts';
import { sayChangesToClient } from '../domain/say-changes.ts';
import { whatWouldChange } from '../domain/what-would-change.ts';
import { figureTexts, offersInShort, recognitionTexts } from './offers.ts';
import { cardFrame } from './prompts.ts';
import type { Standing } from './turn.ts';

/** A sign beside the word, so that neither colour nor sign alone carries the verdict. */
const SIGNS = { met: '✓', 'not-met': '✗', review: '?' } as const;

export interface OutcomeTexts {
  readonly title: string;
  readonly route: string;
  readonly perspective: string;
  readonly criteria: readonly {
    readonly name: string;
    readonly outcome: CriterionVerdict['outcome'];
    readonly outcomeText: string;
    readonly why: string;
    readonly source: string;
  }[];
  /** What the person could do themselves to alter the result. */
  readonly changes: readonly { readonly text: string }[];
  readonly steps: readonly { readonly text: string; readonly link: string; readonly url: string }[];
}

/** The outcome in the conversation's language; used by the card and by the page that can be printed. */
export function outcomeTexts(turn: Standing): OutcomeTexts {
  const { assessment } = turn;
  const { route } = assessment;
  // At a closed door only what closes it counts: nobody looks at the rest, and nobody asks on.
  const isClosed = route.to === 'other-services';
  const criteria = assessment.criteria.filter(({ outcome }) => !isClosed || outcome === 'not-met');
  return {
    title: turn.t('dialog:outcome.title'),
    route: turn.t(`verdicts:route.${route.reason}.client`),
    perspective: perspectiveText(turn),
    criteria: criteria.map((criterion) => criterionTexts(turn, criterion)),
    changes: sayChangesToClient(whatWouldChange(turn.facts, turn.parts.rules.data, turn.today)).map(({ say }) => ({
      text: turn.parts.words.say(turn.language, say),
    })),
    steps: assessment.nextSteps.map(({ id, url }) => ({
      text: turn.t(`verdicts:step.${id}`),
      link: new URL(url).hostname.replace(/^www\./, ''),
      url,
    })),
  };
}

/** Where they are heading and what they can do first; nothing where the plan was not asked before the door closed. */
function perspectiveText(turn: Standing): string {
  const { perspective, route, documents } = turn.assessment;
  if (route.to === 'other-services' && perspective.reason === 'not-asked') return '';
  const heading = `verdicts:perspective.${perspective.outcome}.${perspective.reason}`;
  // Nobody begins a recognition of what there is no diploma or no proof of.
  const cannotBegin =
    perspective.reason === 'recognition-first' &&
    (turn.facts.diplomaProof === 'none' || !documents.some(({ id }) => id === 'professional-recognition'));
  return cannotBegin ? turn.t(heading) : `${turn.t(heading)} ${turn.t(`${heading}.client`)}`;
}

function criterionTexts(turn: Standing, { id, outcome, reason, source }: CriterionVerdict) {
  return {
    name: turn.t(`verdicts:criterion.${id}.name`),
    outcome,
    outcomeText: turn.t(`verdicts:outcome.${outcome}`),
    why: turn.t(`verdicts:reason.${id}.${reason}.client`),
    source: turn.t('dialog:source', {
      title: source.title,
      ref: source.ref,
      day: turn.parts.words.value(turn.language, { day: source.checkedOn }),
    }),
  };
}

/** Why a document is asked and, where it costs something or has a term, about how much. */
export function whyOfDocument(turn: Standing, reason: string): string[] {
  return [turn.t(`documents:reason.${reason}`), ...figureTexts(turn, reason)];
}

/** The outcome as a card, with its plain-text twin as text for channels without cards. */
export function outcomeMessage(turn: Standing, intro: string): Partial<Activity> {
  const texts = outcomeTexts(turn);
  const offers = offersInShort(turn);
  const recognition = recognitionTexts(turn);
  const card = turn.parts.renderCard('outcome', {
    ...cardFrame(turn),
    ...texts,
    criteria: texts.criteria.map(({ name, outcome, outcomeText, ...rest }) => ({
      verdict: `${SIGNS[outcome]} ${turn.t('dialog:verdict', { name, outcome: outcomeText })}`,
      ...rest,
    })),
    changesTitle: texts.changes.length > 0 ? turn.t('dialog:outcome.changes') : '',
    stepsTitle: texts.steps.length > 0 ? turn.t('dialog:outcome.steps') : '',
    recognitionTitle: recognition?.title ?? '',
    recognition: recognition === undefined ? [] : recognitionLines(recognition).map((text) => ({ text })),
    offersTitle: offers.title,
    offers: offers.offers,
    offersMore: offers.more,
  });
  return { text: intro, attachments: [card.attachment], summary: card.plain };
}

/** The steps with their numbers: their order is what matters. */
function recognitionLines({ who, order, steps, notes }: NonNullable<ReturnType<typeof recognitionTexts>>): string[] {
  return [who, order, ...steps.map((step, index) => `${index + 1}. ${step}`), ...notes];
}
