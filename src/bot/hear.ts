/**
 * Finds out what a message is before any dialog acts on it: a tap, a card, a command, an answer, or nothing we know.
 * It only reads; the dialog and the commands change things.
 */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { QuestionId } from '../domain/questions.ts';
import { LANGUAGES } from '../domain/referral.ts';
import { answerText, offerReadings, valueOfChoice } from './answers.ts';
import { readCardAnswer } from './card-answers.ts';
import { fold } from './choices.ts';
import { looksLikeCode } from './invite.ts';
import type { PlanEdits } from './plan.ts';
import type { Heard } from './ports.ts';
import { isForClientOnly } from './together.ts';
import type { Turn } from './turn.ts';

/** What a message asks for. `name` is the intent that a trigger of the dialog waits for. */
export type Intent =
  | { readonly name: 'Answer'; readonly heard: Heard; readonly plan?: PlanEdits }
  | { readonly name: 'Command'; readonly what: string; readonly target?: QuestionId }
  /** Yes or no to "really erase?" and "really start again?". */
  | { readonly name: 'Confirm'; readonly yes: boolean }
  /** A card or button of a question that is no longer asked. */
  | { readonly name: 'Stale'; readonly same: boolean }
  | { readonly name: 'LeaveOut'; readonly keys: readonly string[]; readonly plan?: PlanEdits }
  | { readonly name: 'Resume'; readonly code: string }
  /** How the papers of the referral that was sent stand now. */
  | { readonly name: 'Tick'; readonly ticks: { readonly [document: string]: string } }
  /** Of the answer to the desk: send it, or not now; or what the client writes in it. */
  | { readonly name: 'AnswerDesk'; readonly send?: boolean; readonly reply?: string }
  /** A counsellor said what only the client can say. */
  | { readonly name: 'ClientOnly' };

/** What a card of ours sends: which question, what to do, and the inputs beside it. */
const submitSchema = z.looseObject({
  question: z.string(),
  do: z.enum(['answer', 'change', 'leave-out', 'tick']),
  target: z.string().optional(),
  /** Of a card about a referral that was sent. */
  reference: z.string().optional(),
  /** The line of the history that the answer is to. */
  line: z.number().optional(),
  reply: z.string().max(2000).optional(),
});

/** Buttons and words about a referral that was sent, and the command that each is. */
const ABOUT_SENT: { readonly [phrase: string]: string } = {
  'dialog:ask.status': 'status',
  'dialog:ask.papers': 'papers',
  'dialog:ask.withdraw': 'withdraw',
  'dialog:ask.answer': 'answer-desk',
};

/** A button of the page's own menu: its words alone could be an answer. */
const commandSchema = z.looseObject({
  command: z.enum([
    ...(['help', 'why', 'back', 'change', 'restart', 'stop', 'erase', 'human'] as const),
    ...LANGUAGES.map((language) => `language:${language}` as const),
  ]),
});

/** What a client writes back to a desk. */
const LONGEST_REPLY = 2000;

/** "Yes, erase it all". */
const MOST_WORDS_OF_A_YES = 4;

/** Questions that take any words: there the bare name of a language is the language menu, and no answer. */
const FREE_TEXT: ReadonlySet<QuestionId> = new Set(['name', 'target-occupation', 'reach']);

/** @returns what the message is; `Answer` with `reject` where it is nothing we understand */
export function hear(turn: Turn, activity: Partial<Activity>): Intent {
  const heard = hearAnyone(turn, activity);
  const intent = turn.saved.confirming === undefined ? heard : whileConfirming(heard);
  return turn.by === 'counsellor' && isForClientOnly(turn, intent) ? { name: 'ClientOnly' } : intent;
}

/**
 * "Really?" hides the question that stands open: going back, or words that would answer that question, mean no. What we
 * do not understand is asked again.
 */
function whileConfirming(intent: Intent): Intent {
  const goesBack = intent.name === 'Command' && intent.what === 'back';
  const answers = intent.name === 'Answer' && intent.heard.is !== 'reject';
  return goesBack || answers ? { name: 'Confirm', yes: false } : intent;
}

function hearAnyone(turn: Turn, activity: Partial<Activity>): Intent {
  const { saved } = turn;
  if (activity.value !== undefined && activity.value !== null && typeof activity.value === 'object')
    return hearCard(turn, activity.value);
  // Some clients (Botium) send a button's value and no text.
  const sent = activity.text || activity.value;
  const text = typeof sent === 'string' ? sent.trim() : '';
  const asking = saved.asking;
  if (text === '') return { name: 'Answer', heard: { is: 'reject' } };

  const pressed = commandSchema.safeParse(activity.channelData).data?.command;
  if (pressed !== undefined) return { name: 'Command', what: pressed };
  const tappedFor = askedHere(turn, (activity.channelData as { question?: unknown } | undefined)?.question);
  // "Change: nationality" means that wherever it stands, also at the end, where nothing is asked.
  const changes = hearChangeButton(turn, text) !== undefined;
  // "Really?" stands in the place of the question, or of sharing where none is left.
  const standing = saved.confirming === undefined ? asking : (asking ?? 'share');
  if (tappedFor !== undefined && tappedFor !== standing && !changes) {
    const again = turn.given(tappedFor);
    const said = again && answerText(turn.parts.words, turn.language, tappedFor, again.value);
    return { name: 'Stale', same: said !== undefined && fold(said) === fold(text) };
  }
  if (saved.confirming !== undefined) {
    const sure = hearSure(turn, text, tappedFor !== undefined);
    if (sure !== undefined) return { name: 'Confirm', yes: sure };
  }
  const phrase = turn.parts.labels.phrase(text);
  if (phrase === 'dialog:person') return { name: 'Command', what: 'human' };
  if (phrase === 'dialog:change-something') return { name: 'Command', what: 'change' };
  if (phrase === 'dialog:enough' && turn.skippable().length > 0) return { name: 'Command', what: 'enough' };
  const aboutSent = turn.referenceOfSent === undefined ? undefined : ABOUT_SENT[phrase ?? ''];
  if (aboutSent !== undefined) return { name: 'Command', what: aboutSent };
  if (phrase === 'dialog:desk.later' && turn.answering !== undefined) return { name: 'AnswerDesk', send: false };
  const changed = hearChangeButton(turn, text);
  if (changed !== undefined) return { name: 'Command', what: 'change', target: changed };
  if (looksLikeCode(text)) return { name: 'Resume', code: text };
  return hearTyped(turn, asking ?? 'review', text);
}

function hearTyped(turn: Turn, asking: QuestionId, text: string): Intent {
  if (turn.saved.pending?.question === asking) {
    const heard = hearDidYouMean(turn, asking, text);
    if (heard !== undefined) return { name: 'Answer', heard };
  }
  const question = turn.question(asking);
  const code = turn.parts.labels.choice(asking, text);
  if (turn.answering !== undefined && asking === 'share') return hearDeskAnswer(turn, code, text);
  if (asking === 'review' && code === 'change') return { name: 'Command', what: 'change' };
  if (code !== undefined)
    return { name: 'Answer', heard: { is: 'value', value: valueOfChoice(asking, [code], question.many) } };
  if (FREE_TEXT.has(asking)) {
    const language = turn.parts.labels.language(text);
    if (language !== undefined) return { name: 'Command', what: `language:${language}` };
  }
  const heard = turn.parts.interpret(asking, text, {
    language: turn.language,
    today: turn.today,
    facts: turn.facts,
    ...(asking === 'documents' ? { papers: turn.assessment.documents } : {}),
  });
  if (heard.is === 'interrupt') {
    return { name: 'Command', what: heard.what, ...(heard.target === undefined ? {} : { target: heard.target }) };
  }
  if (heard.is === 'value' && (heard.value === 'unknown' || heard.value === 'declined') && !question.notTold) {
    return { name: 'Answer', heard: { is: 'reject' } };
  }
  if (asking === 'language' && heard.is === 'value' && !turn.parts.words.languages.includes(heard.value as never)) {
    return { name: 'Answer', heard: { is: 'reject' } };
  }
  return { name: 'Answer', heard };
}

/** At the end of the desk's questions: yes, not now, a command, or what the client writes to the desk. */
function hearDeskAnswer(turn: Turn, code: string | undefined, text: string): Intent {
  const yes = turn.parts.labels.phrase(text) === 'dialog:desk.send.yes' || code === 'send';
  if (yes || code === 'dont-send') return { name: 'AnswerDesk', send: yes };
  const heard = turn.parts.interpret('share', text, { language: turn.language, today: turn.today });
  if (heard.is === 'interrupt')
    return { name: 'Command', what: heard.what, ...(heard.target === undefined ? {} : { target: heard.target }) };
  // A yes at the head of a sentence to the desk is no yes to sending it.
  const sure = text.split(/\s+/).length <= 2 ? hearYesNo(turn, text) : undefined;
  if (sure !== undefined) return { name: 'AnswerDesk', send: sure };
  // Nobody invited them to write: then it is an answer that we do not understand.
  const { note, questions } = turn.answering ?? { note: '', questions: [] };
  if (note === '' && questions.length > 0) return { name: 'Answer', heard: { is: 'reject' } };
  // Cut off it would say something else: it is asked again, shorter.
  if (text.length > LONGEST_REPLY) return { name: 'Answer', heard: { is: 'reject' } };
  return { name: 'AnswerDesk', reply: text };
}

/** The reply to "Did you mean ...?": yes, no, or one of the readings. */
function hearDidYouMean(turn: Turn, asking: QuestionId, text: string): Heard | undefined {
  const { words } = turn.parts;
  const candidates = turn.saved.pending?.candidates ?? [];
  const meant = words.languages
    .map((language) => offerReadings(words, language, asking, candidates).labels.map(fold).indexOf(fold(text)))
    .find((at) => at >= 0);
  if (meant !== undefined) return { is: 'value', value: candidates[meant] };
  if (turn.parts.labels.phrase(text) === 'dialog:none-of-these') return noneOf(asking, candidates);
  const yes = hearYesNo(turn, text);
  if (yes === false) return noneOf(asking, candidates);
  if (yes === true && candidates.length === 1) return { is: 'value', value: candidates[0] };
  return undefined;
}

/** Of the work that somebody wants the own words stand, whatever profession they are not; anything else is asked again. */
function noneOf(asking: QuestionId, candidates: readonly unknown[]): Heard {
  const works =
    asking === 'target-occupation' ? candidates.flatMap((one) => occupationSchema.safeParse(one).data ?? []) : [];
  const [first] = works;
  if (first === undefined || works.some(({ regulatedProfession }) => regulatedProfession === null))
    return { is: 'reject' };
  return { is: 'value', value: { targetOccupation: first.targetOccupation, regulatedProfession: null } };
}
const occupationSchema = z.object({ targetOccupation: z.string(), regulatedProfession: z.string().nullable() });

/** A plain yes or no, whatever the question. */
function hearYesNo(turn: Turn, text: string): boolean | undefined {
  const phrase = turn.parts.labels.phrase(text);
  if (phrase === 'dialog:yes' || phrase === 'dialog:no') return phrase === 'dialog:yes';
  const heard = turn.parts.interpret('left-in-between', text, { language: turn.language, today: turn.today });
  return heard.is === 'value' && typeof heard.value === 'boolean' ? heard.value : undefined;
}

/** Yes or no to "Really?": of a button only its own label, and typed only in few words: a longer yes is about something else. */
function hearSure(turn: Turn, text: string, tapped: boolean): boolean | undefined {
  const phrase = turn.parts.labels.phrase(text);
  if (phrase === 'dialog:yes' || phrase === 'dialog:no') return phrase === 'dialog:yes';
  return tapped || text.split(/\s+/).length > MOST_WORDS_OF_A_YES ? undefined : hearYesNo(turn, text);
}

/** "Change: nationality", as our own buttons write it; right after "which answer?" the bare name will do. */
function hearChangeButton(turn: Turn, text: string): QuestionId | undefined {
  const { labels } = turn.parts;
  const named = labels.change(text) ?? (turn.wasChoosing ? labels.short(text) : undefined);
  return named !== undefined && turn.given(named) !== undefined ? named : undefined;
}

function hearCard(turn: Turn, value: object): Intent {
  const submit = submitSchema.safeParse(value);
  const question = askedHere(turn, submit.data?.question);
  if (!submit.success || question === undefined) return { name: 'Answer', heard: { is: 'reject' } };
  if (submit.data.do === 'tick') {
    if (submit.data.reference !== turn.referenceOfSent) return { name: 'Stale', same: false };
    const ticked = readCardAnswer(turn.question('documents'), submit.data, turn.parts);
    return { name: 'Tick', ticks: (ticked.value ?? {}) as { [document: string]: string } };
  }
  const { answering } = turn;
  if (question === 'share' && submit.data.line !== answering?.line) return { name: 'Stale', same: false };
  if (question === 'share' && answering !== undefined) {
    if (turn.saved.asking !== 'share') return { name: 'Stale', same: false };
    return { name: 'AnswerDesk', send: submit.data.chosen === 'send', reply: submit.data.reply?.trim() ?? '' };
  }
  const target = askedHere(turn, submit.data.target);
  if (submit.data.do === 'change')
    return { name: 'Command', what: 'change', ...(target === undefined ? {} : { target }) };
  const answer = readCardAnswer(turn.question(question), submit.data, turn.parts);
  const { asking } = turn.saved;
  if (question !== asking) {
    const before = turn.given(question)?.value;
    return {
      name: 'Stale',
      same: answer.is === 'value' && before !== undefined && JSON.stringify(before) === JSON.stringify(answer.value),
    };
  }
  const plan = question !== 'share' || answer.plan === undefined ? {} : { plan: answer.plan };
  if (submit.data.do === 'leave-out' || question === 'share') {
    const keys = answer.is === 'value' && answer.value === false ? undefined : answer.leaveOut;
    if (keys !== undefined && (submit.data.do === 'leave-out' || !sameKeys(keys, turn.saved.leftOut)))
      return { name: 'LeaveOut', keys, ...plan };
  }
  const heard: Heard = answer.is === 'value' ? { is: 'value', value: answer.value } : { is: 'reject' };
  return { name: 'Answer', heard, ...plan };
}

/** The question that a card or button names, where the flow has it. */
function askedHere(turn: Turn, named: unknown): QuestionId | undefined {
  return turn.parts.flow.byId.get(named as QuestionId)?.id;
}

const sameKeys = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((key) => other.includes(key));

/** The language that a command `language:fr` asks for; undefined where it is none of ours. */
export function languageOf(what: string): (typeof LANGUAGES)[number] | undefined {
  return LANGUAGES.find((language) => what === `language:${language}`);
}
