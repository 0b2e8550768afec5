/** Answers questions as someone does who only presses: suggested actions, and cards with what they hold. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Answers } from './persons.ts';
import type { Talk } from './talk.ts';

type Words = { readonly [key: string]: string };
const read = new Map<string, Words>();

/** The words of the questions, read once: the bench asks for them at every turn. */
function words(language: string): Words {
  const known = read.get(language);
  if (known !== undefined) return known;
  const file = join(import.meta.dirname, '..', '..', 'locales', language, 'questions.json');
  const found: Words = JSON.parse(readFileSync(file, 'utf8'));
  read.set(language, found);
  return found;
}

const COUNTRY = /^[A-Z]{2}$/;
const AUTONYMS: Words = { nl: 'Nederlands', en: 'English', fr: 'Français' };

/** The button that stands for this code, as the person reads it. */
export function labelOf(language: string, question: QuestionId, code: string): string {
  if (question === 'language') return AUTONYMS[code] ?? code;
  if (COUNTRY.test(code) && (question === 'nationalities' || question === 'diploma-country'))
    return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
  if (/^\d{4}$/.test(code)) return code;
  const common = code === 'unknown' || code === 'declined';
  return words(language)[common ? `common.options.${code}` : `${question}.options.${code}`] ?? code;
}

/** What to send for one question. Throws where the button or the card does not offer it. */
export function press(asks: Partial<Activity>, language: string, answers: Answers): object {
  const question = asks.channelData?.question as QuestionId;
  const given = answers[question] ?? 'unknown';
  if (typeof given === 'object' && 'typed' in given) return { text: given.typed };
  const card = asks.attachments?.[0]?.content;
  if (card !== undefined) return { value: fillIn(card, question, given), channelData: { postBack: true } };
  const [code = ''] = typeof given === 'string' ? [given] : given;
  const label = labelOf(language, question, code);
  const action = asks.suggestedActions?.actions.find(({ title }) => title === label);
  if (action === undefined)
    throw new Error(
      `${question}: no button "${label}" among ${asks.suggestedActions?.actions.map(({ title }) => title).join(' | ')}`,
    );
  return { text: action.value, channelData: { question } };
}

interface Submit {
  readonly type: string;
  readonly data?: { readonly [key: string]: string };
}

/** The card's own data and its inputs, as a renderer sends them. */
function fillIn(
  card: { readonly body: object; readonly actions: readonly Submit[] },
  question: QuestionId,
  given: string | readonly string[],
): object {
  const submits = card.actions.flatMap(({ type, data }) => (type === 'Action.Submit' && data ? [data] : []));
  if (typeof given === 'string') {
    const notTold = submits.find((data) => data.notTold === given);
    if (notTold === undefined) throw new Error(`${question}: the card has no button for "${given}"`);
    return notTold;
  }
  const ofButton = submits.find((data) => given.includes(data.chosen ?? ''));
  if (ofButton !== undefined) return question === 'share' ? { ...ofButton, leaveOut: '' } : ofButton;
  const offered = JSON.stringify(card.body);
  const inputs =
    question === 'documents'
      ? Object.fromEntries(
          given
            .map((one) => one.split('='))
            .flatMap(([id, holding]) => (offered.includes(`"doc:${id}"`) ? [[`doc:${id}`, holding]] : [])),
        )
      : { chosen: given.join(',') };
  return { ...submits.find((data) => data.notTold === undefined), ...inputs };
}

/**
 * Presses through a whole intake.
 * @returns the ids of the questions in the order they were asked
 */
export async function intakeByButtons(
  talk: Talk,
  language: string,
  answers: Answers,
  until?: QuestionId,
): Promise<QuestionId[]> {
  const asked: QuestionId[] = [];
  while (talk.ending() === undefined) {
    const asks = talk.asks();
    const question = asks?.channelData?.question as QuestionId | undefined;
    if (asks === undefined || question === undefined)
      throw new Error(`nothing is asked: ${JSON.stringify(talk.replies)}`);
    if (question === until) return asked;
    if (asked.includes(question)) throw new Error(`${question} is asked again: ${asks.text}`);
    asked.push(question);
    await talk.send(press(asks, language, { ...answers, language }));
  }
  return asked;
}
