/** The referral as the person sees it before agreeing, and as it is sent: one and the same construction. */
import type { Assessment } from '../domain/assessment.ts';
import type { FactPath, Facts } from '../domain/facts.ts';
import { sourceOfFlags } from '../domain/flag-guide.ts';
import { applyLeftOut, type HandoverClient, summarise } from '../domain/handover.ts';
import type { QuestionId } from '../domain/questions.ts';
import type { Author, Referral, TwoTongues } from '../domain/referral.ts';
import type { Say } from '../domain/say.ts';
import { guideRecognition } from '../domain/say-recognition.ts';
import { factsOfAnswer } from './answers.ts';
import { inOrderOfTurn } from './offers.ts';
import { sayStep } from './plan.ts';
import type { Standing } from './turn.ts';

/** Stands for the reference until the person agrees. */
const NO_REFERENCE_YET = '';

/** The facts without what is left out, judged anew: a verdict must not give away what its reason may not say. */
export function judgeWhatIsShared(turn: Standing) {
  const leftOut = turn.saved.leftOut as QuestionId[];
  const facts = applyLeftOut(turn.facts, leftOut);
  return { leftOut, facts, assessment: turn.parts.rules.assess(facts, turn.today) };
}

/** What would be sent if the person agreed now. */
export function previewReferral(turn: Standing): Referral {
  const { saved, parts } = turn;
  const shared = judgeWhatIsShared(turn);
  const { leftOut, facts } = shared;
  const assessment = inOrderOfTurn(turn, facts, shared.assessment);
  // The person goes to the desk that their own answers point at, also where the desk may not see why.
  const desk = parts.findDesk(turn.assessment.route);
  if (desk === undefined)
    throw new Error(`no desk for route ${turn.assessment.route.to} in ${turn.assessment.route.region}`);
  const now = parts.now().toISOString();
  const client = clientOf(turn, facts, leftOut);
  const authors = authorsOf(turn);
  const handover = summarise({
    facts,
    assessment,
    rules: parts.rules.data,
    client,
    today: turn.today,
    authors,
  });
  const bothTongues = (say: Say): TwoTongues => ({
    nl: parts.words.say('nl', say),
    client: parts.words.say(turn.language, say),
  });
  const told: Referral['summary']['lines'] = handover.lines.map(({ say, ...line }) => ({
    ...line,
    text: bothTongues(say),
    ...(line.id === 'attention'
      ? { source: sourceOfFlags(facts, parts.rules.data, turn.today, assessment, authors) }
      : {}),
  }));
  const verdicts = told.findLastIndex(({ section }) => section === 'assessment') + 1;
  const lines = told.toSpliced(verdicts, 0, ...recognitionLine(turn, facts, assessment, bothTongues));
  const steps = handover.steps
    .filter(({ id }) => saved.plan?.[id] !== 'drop')
    .map(({ id, term, say }) => {
      const done = saved.plan?.[id] === 'done';
      const text = {
        nl: sayStep(parts.words, 'nl', say, done),
        client: sayStep(parts.words, turn.language, say, done),
      };
      return { id, term, text, ...(done ? { done } : {}) };
    });
  return {
    schema: 'wegwijzer/referral-1',
    reference: NO_REFERENCE_YET,
    createdAt: now,
    rules: assessment.rules,
    desk,
    client: { ...client, interpreter: assessment.flags.includes('interpreter') },
    facts: factsWithAuthors(turn, leftOut),
    leftOut,
    assessment,
    referrer: saved.invite?.referrer ?? null,
    consent: {
      at: now,
      language: turn.language,
      shown: [...lines, ...steps].map(({ id }) => id),
      channel: turn.channel,
    },
    summary: {
      lines,
      openQuestions: handover.openQuestions.map(({ id, say }) => ({ id, text: bothTongues(say) })),
      steps,
      wouldChange: handover.wouldChange.map(({ id, say }) => ({ id, text: bothTongues(say) })),
      ocmwNote: handover.ocmwNote === null ? null : bothTongues(handover.ocmwNote),
    },
  };
}

/** Who recognises the profession and in which order, as a line of the summary. */
function recognitionLine(
  turn: Standing,
  facts: Facts,
  assessment: Assessment,
  bothTongues: (say: Say) => TwoTongues,
): Referral['summary']['lines'] {
  const guide = guideRecognition(facts, turn.parts.rules.data, turn.today, assessment);
  if (guide === undefined) return [];
  const texts = [guide.inShort, ...guide.notes].map(bothTongues);
  const text = { nl: texts.map(({ nl }) => nl).join(' '), client: texts.map(({ client }) => client).join(' ') };
  return [{ id: 'recognition-path', section: 'assessment', text, source: guide.source, open: false }];
}

/** What is sent: the preview that the person agreed to, with a reference of its own. */
export function makeReferral(turn: Standing): Referral {
  return { ...previewReferral(turn), reference: turn.parts.newCode('reference') };
}

function clientOf(turn: Standing, facts: Facts, leftOut: readonly QuestionId[]): HandoverClient {
  const told = <T>(id: QuestionId): T | null => {
    const value = leftOut.includes(id) ? undefined : turn.saved.answers[id]?.value;
    return value === undefined || value === 'unknown' || value === 'declined' ? null : (value as T);
  };
  const spoken = (value: unknown): string =>
    typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : 'not-asked';
  return {
    name: told<string>('name'),
    reach: told('reach'),
    languages: {
      conversation: turn.language,
      dutch: typeof facts.dutch === 'object' ? JSON.stringify(facts.dutch) : (facts.dutch ?? 'not-asked'),
      french: spoken(facts.french),
      english: spoken(facts.english),
    },
  };
}

function allAnswers({ saved }: Standing) {
  return Object.entries(saved.answers).flatMap(([id, answer]) =>
    answer === undefined ? [] : [[id as QuestionId, answer] as const],
  );
}

/** Who told each fact. */
function authorsOf(turn: Standing): { readonly [path in FactPath]?: Author } {
  return Object.fromEntries(
    allAnswers(turn).flatMap(([id, answer]) =>
      Object.keys(factsOfAnswer(id, answer.value)).map((key) => [key, answer.by]),
    ),
  );
}

function factsWithAuthors(turn: Standing, leftOut: readonly QuestionId[]): Referral['facts'] {
  const told = allAnswers(turn).filter(([id]) => !leftOut.includes(id));
  return [
    ...told.flatMap(([id, answer]) =>
      Object.entries(factsOfAnswer(id, answer.value)).map(([key, value]) => ({
        key: key as FactPath,
        value,
        // Which profession a person's own words name is our reading.
        author: key === 'regulatedProfession' ? ('derived' as const) : answer.by,
        at: answer.at,
      })),
    ),
    ...derivedFacts(turn, new Map(told)),
  ];
}

/** What follows from an answer and is needed to judge again: the region of a postcode, the day that a stay is counted to. */
function derivedFacts(
  { saved, assessment }: Standing,
  told: ReadonlyMap<QuestionId, { readonly value: unknown; readonly at: string }>,
): Referral['facts'] {
  const location = told.get('location');
  const begun = told.get('privacy') ?? location;
  const hasPostcode = typeof location?.value === 'object' && location.value !== null && 'postcode' in location.value;
  return [
    ...(hasPostcode && assessment.route.region !== null
      ? [{ key: 'region' as const, value: assessment.route.region, author: 'derived' as const, at: location.at }]
      : []),
    ...(saved.registeredOn !== undefined && begun !== undefined
      ? [{ key: 'registeredOn' as const, value: saved.registeredOn, author: 'derived' as const, at: begun.at }]
      : []),
  ];
}
